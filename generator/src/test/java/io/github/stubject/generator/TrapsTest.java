package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.github.stubject.generator.served.GeneratedService;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schemas that a generator could fall into, in src/test/traps, where README.md lists them all: each is generated, compiled without a
 * warning, and all of its methods are called.
 */
class TrapsTest {
    private static final Path TRAPS = Path.of("src/test/traps");

    /** A path below src/test, as a code span. */
    private static final Pattern LISTED = Pattern.compile("`((?:traps|bad|golden)/[^` ]+)`");

    @TempDir
    private static Path work;

    private static URLClassLoader classes;

    /** By the name of the proto. */
    private static final Map<String, List<GeneratedService>> SERVICES = new TreeMap<>();

    @BeforeAll
    static void generateAndCompile() throws Exception {
        Protoc protoc = new Protoc(TRAPS, work);
        byte[] set = protoc.descriptorSet();
        GeneratorResult result = Generator.generate(new GeneratorRequest(set, protoc.files(), null));
        Path sources = work.resolve("sources");
        for (GeneratedFile file : result.files()) {
            Path path = sources.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.content());
        }
        JavaCompiler javac = new JavaCompiler(work.resolve("classes"));
        javac.leniently(protoc.messages());
        javac.strictly(sources);
        classes = javac.load();
        Map<String, String> files = filesOfServices(set);
        for (GeneratedService service : GeneratedClasses.load(sources, classes)) {
            SERVICES.computeIfAbsent(files.get(service.fullName()), file -> new ArrayList<>())
                    .add(service);
        }
    }

    @AfterAll
    static void close() throws IOException {
        classes.close();
    }

    private static Map<String, String> filesOfServices(byte[] set) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
            String prefix = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
            file.getServiceList().forEach(service -> files.put(prefix + service.getName(), file.getName()));
        }
        return files;
    }

    static Set<String> traps() {
        return SERVICES.keySet();
    }

    @ParameterizedTest
    @MethodSource("traps")
    void allMethodsOfATrapAreCalledAndAnswered(String trap) throws Exception {
        GeneratedClasses.assertThatTheyWork(Objects.requireNonNull(SERVICES.get(trap)));
    }

    /** So that the list can be trusted: each row names the folder or the proto that shows it. */
    @Test
    void theListNamesEveryTrapAndNoneThatIsMissing() throws IOException {
        Set<String> named = LISTED.matcher(Files.readString(TRAPS.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named)
                .allSatisfy(
                        path -> assertThat(Path.of("src/test").resolve(path)).exists());
        assertThat(named).containsAll(children("traps", ".proto")).containsAll(children("bad", ""));
    }

    private static Set<String> children(String folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("src/test").resolve(folder))) {
            return all.map(path -> folder + "/" + path.getFileName())
                    .filter(path -> path.endsWith(ending))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
