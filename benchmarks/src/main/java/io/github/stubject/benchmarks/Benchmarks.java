package io.github.stubject.benchmarks;

import io.github.stubject.benchmarks.events.EventsSuite;
import io.github.stubject.benchmarks.generator.GeneratorSuite;
import io.github.stubject.benchmarks.lab.Suite;
import io.github.stubject.benchmarks.lab.SuiteRun;
import io.github.stubject.benchmarks.micro.MicroSuite;
import io.github.stubject.benchmarks.model.Environment;
import io.github.stubject.benchmarks.model.Result;
import io.github.stubject.benchmarks.model.Results;
import io.github.stubject.benchmarks.scale.ScaleSuite;
import io.github.stubject.benchmarks.start.StartSuite;
import io.github.stubject.benchmarks.streams.StreamsSuite;
import io.github.stubject.benchmarks.unary.UnarySuite;
import io.github.stubject.natsserver.NatsServerFinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What {@code benchmarks/run} starts, in the folder of the project: runs suites and keeps what they come to. */
final class Benchmarks {
    static final Path RESULTS = Path.of("benchmarks", "target", "results.json");

    private static final String BRIEF = "--short";
    private static final List<Suite> SUITES = List.of(
            new UnarySuite(),
            new StreamsSuite(),
            new EventsSuite(),
            new StartSuite(),
            new MicroSuite(),
            new ScaleSuite(),
            new GeneratorSuite());

    private Benchmarks() {}

    /** Takes {@code --short} and names of suites; all of them if there are none. */
    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>(List.of(args));
        boolean brief = names.remove(BRIEF);
        List<Suite> chosen =
                names.isEmpty() ? SUITES : names.stream().map(Benchmarks::suite).toList();
        Results results = Results.startingFrom(RESULTS, environment(brief));
        boolean failed = false;
        for (Suite suite : chosen) {
            SuiteRun run = new SuiteRun(suite, brief);
            List<Result> latest = run.results();
            failed |= run.hasFailed();
            results = results.with(suite.name(), latest);
            results.write(RESULTS); // what the next suite does shall not cost these
        }
        System.out.println();
        System.out.println("All results are in " + RESULTS + "; benchmarks/run report draws them and prints tables.");
        System.exit(failed ? 1 : 0);
    }

    private static Suite suite(String name) {
        return SUITES.stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no suite \"" + name + "\"; there are "
                        + SUITES.stream().map(Suite::name).toList()));
    }

    private static Environment environment(boolean brief) throws IOException {
        return new Environment(
                System.getProperty("java.version"),
                natsServerVersion(),
                LocalDate.now(ZoneOffset.UTC).toString(),
                Runtime.getRuntime().availableProcessors(),
                brief);
    }

    /** From {@code nats-server: v2.9.10}. */
    private static String natsServerVersion() throws IOException {
        Process process = new ProcessBuilder(NatsServerFinder.find().toString(), "--version").start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return line.replaceFirst(".*v", "");
    }
}
