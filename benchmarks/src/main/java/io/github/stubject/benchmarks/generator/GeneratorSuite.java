package io.github.stubject.benchmarks.generator;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.github.stubject.benchmarks.lab.Case;
import io.github.stubject.benchmarks.lab.Jvm;
import io.github.stubject.benchmarks.lab.Pace;
import io.github.stubject.benchmarks.lab.Setting;
import io.github.stubject.benchmarks.lab.Suite;
import io.github.stubject.benchmarks.model.Comparison;
import io.github.stubject.benchmarks.model.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Our generator against protoc-gen-grpc-java: the same descriptor set, the same files. */
public final class GeneratorSuite implements Suite {
    /** What the build of the corpus leaves behind. */
    private static final Path CORPUS = Path.of("corpus", "target", "stubject", "generate-corpus", "descriptors.binpb");

    private static final Path GRPC_PROGRAM = Path.of("benchmarks", "target", "protoc-gen-grpc-java.exe");
    private static final String GRPC = "protoc-gen-grpc-java";
    private static final String OWN = "a JVM of its own";
    private static final String SHORT_LIVED = "one for short runs";
    private static final String FIRST = "first in a running JVM";
    private static final String FASTEST = "fastest of 10 more";

    /** For a process that is over before what C2 compiles pays. */
    private static final String[] SHORT_LIVED_OPTIONS = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    @Override
    public String name() {
        return "generator";
    }

    /** The warm-up is one run, after which files are in memory. What runs is as long as it is. */
    @Override
    public Pace pace(boolean brief) {
        return brief ? new Pace(Duration.ZERO, 1, Duration.ZERO) : new Pace(Duration.ofSeconds(1), 7, Duration.ZERO);
    }

    @Override
    public List<Case> cases() throws IOException {
        if (!GRPC_PROGRAM.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + GRPC_PROGRAM + " executable");
        }
        List<Case> cases = new ArrayList<>();
        if (Files.exists(CORPUS)) {
            cases.add(compare(Schema.of("corpus", FileDescriptorSet.parseFrom(Files.readAllBytes(CORPUS)))));
        } else {
            System.out.println("generator: the corpus has not been built, and is left out; see benchmarks/README.md");
        }
        cases.add(compare(Schema.of("synthetic", Synthetic.methods(100, 100))));
        return cases;
    }

    private static Case compare(Schema schema) {
        return new Case(
                schema.description(),
                "run",
                Setting.PLAIN,
                List.of(
                        new GeneratorRun(
                                GRPC,
                                List.of(GRPC_PROGRAM.toAbsolutePath().toString()),
                                schema.request(),
                                schema.output()),
                        ours(OWN, schema),
                        ours(SHORT_LIVED, schema, SHORT_LIVED_OPTIONS),
                        new GeneratorInJvm(FIRST, schema, 0),
                        new GeneratorInJvm(FASTEST, schema, 10)),
                List.of(
                        new Comparison(Metric.TIME, OWN, GRPC, null),
                        new Comparison(Metric.TIME, SHORT_LIVED, GRPC, null),
                        new Comparison(Metric.TIME, FIRST, GRPC, null),
                        new Comparison(Metric.TIME, FASTEST, GRPC, null),
                        new Comparison(Metric.CPU_TIME, OWN, GRPC, null),
                        new Comparison(Metric.CPU_TIME, SHORT_LIVED, GRPC, null),
                        new Comparison(Metric.PEAK_MEMORY, OWN, GRPC, null),
                        new Comparison(Metric.PEAK_MEMORY, SHORT_LIVED, GRPC, null)));
    }

    private static GeneratorRun ours(String name, Schema schema, String... options) {
        List<String> command = new ArrayList<>(Jvm.command(GenerationInJvm.class, options));
        command.add(schema.names().toString());
        return new GeneratorRun(name, command, schema.set(), schema.output());
    }
}
