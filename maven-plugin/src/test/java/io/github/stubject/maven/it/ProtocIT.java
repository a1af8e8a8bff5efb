package io.github.stubject.maven.it;

import static io.github.stubject.maven.it.ItProject.GENERATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Where protoc comes from. */
class ProtocIT {
    private final ItProject project;

    ProtocIT(TestInfo test) {
        project = ItProject.copy("minimal", test.getDisplayName());
    }

    @Test
    void its_version_follows_the_protobuf_that_the_project_chose() {
        project.pinProtobuf(System.getProperty("protobuf.floor.version"));

        project.mvn("compile").succeeds();

        assertThat(project.read(GENERATED + "/com/acme/hello/HelloRequest.java"))
                .as("protobuf 4 checks its version")
                .doesNotContain("RuntimeVersion");
    }

    @Test
    void calls_work_on_the_oldest_protobuf_with_the_code_it_generates(TestInfo test) {
        ItProject.copy("protobuf-floor", test.getDisplayName())
                .mvn("test")
                .succeeds()
                .says("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
    }

    @Test
    void what_was_fetched_once_works_offline() {
        project.mvn("generate-sources").succeeds();
        project.deleteAll("target");

        project.mvn("generate-sources", "-o").succeeds().says("Generated 1 service");
    }

    @Test
    void nothing_is_changed_in_the_local_repository_which_may_be_read_only() throws IOException {
        project.mvn("generate-sources").succeeds();
        project.deleteAll("target");
        SortedMap<String, String> before = protocInRepository();

        project.mvn("generate-sources", "-o").succeeds().says("Generated 1 service");

        assertThat(before).isNotEmpty();
        assertThat(protocInRepository()).isEqualTo(before);
    }

    /** Names, permissions and times of what Maven keeps of the protoc that is used. */
    private static SortedMap<String, String> protocInRepository() throws IOException {
        Path directory = Path.of(
                System.getProperty("it.repository"),
                "com/google/protobuf/protoc",
                System.getProperty("protobuf.version"));
        SortedMap<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                state.put(file.toString(), Files.isExecutable(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return state;
    }

    @Test
    void a_first_download_is_told() throws IOException {
        // No other test uses this version; another Maven may have fetched it.
        project.pinProtobuf("3.25.7");
        deleteFromRepository("com/google/protobuf/protoc/3.25.7");

        project.mvn("generate-sources").succeeds().says("Fetching protoc 3.25.7 for ");
        project.deleteAll("target");
        project.mvn("generate-sources").succeeds().doesNotSay("Fetching protoc");
    }

    private static void deleteFromRepository(String directory) throws IOException {
        Path path = Path.of(System.getProperty("it.repository"), directory);
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void what_was_never_fetched_is_an_error_offline() {
        // No other test uses this version.
        project.pinProtobuf("3.25.6");
        project.mvn("compile", "-Dstubject.skip", "-Dmaven.main.skip").succeeds();

        project.mvn("generate-sources", "-o")
                .fails()
                .says("protoc 3.25.6 for ")
                .says(" is not in the local repository, and Maven is offline. Run it once without -o.");
    }

    @Test
    void an_unknown_platform_is_told_how_to_bring_a_protoc() {
        project.mvn("generate-sources", "-Dos.arch=sparcv9")
                .fails()
                .says("There is no protoc on Maven Central for ")
                .says(" on sparcv9. Set <protoc> to a protoc ");
    }

    @Test
    void a_protoc_of_this_machine_is_used_if_the_user_says_so() throws IOException {
        project.mvn("generate-sources").succeeds();
        Path own = project.path("own-protoc");
        try (Stream<Path> found = Files.list(project.path("target/stubject/generate-default/protoc"))) {
            Files.move(found.findFirst().orElseThrow(), own);
        }
        project.deleteAll("target");

        project.mvn("generate-sources", "-Dos.arch=sparcv9", "-Dstubject.protoc=" + own)
                .succeeds()
                .says("Generated 1 service");
    }

    @Test
    void a_protoc_that_is_not_there_is_an_error() {
        project.configure("<protoc>tools/protoc</protoc>");

        project.mvn("generate-sources")
                .fails()
                .says("<protoc> is tools/protoc, and there is no such file. Name another, or leave <protoc> out");
    }
}
