package io.github.stubject.natsserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsServerFinderTest {
    @TempDir
    Path root;

    private FakeDebian machine;

    @BeforeEach
    void machineWithoutServer() throws IOException {
        machine = new FakeDebian(root);
    }

    @Test
    void thePropertyWinsOverTheVariableAndThePath() throws IOException {
        machine.program("bin/nats-server");
        machine.environment.put(
                NatsServerFinder.VARIABLE, machine.program("by-variable").toString());
        assertThat(machine.find()).isEqualTo(root.resolve("by-variable"));

        machine.properties.put(
                NatsServerFinder.PROPERTY, machine.program("by-property").toString());
        assertThat(machine.find()).isEqualTo(root.resolve("by-property"));
    }

    @Test
    void anExplicitPathThatIsNoProgramIsAnErrorAndNothingElseIsTried() throws IOException {
        machine.program("bin/nats-server");
        for (Path wrong : new Path[] {root.resolve("missing"), root, machine.file("not-executable")}) {
            machine.properties.put(NatsServerFinder.PROPERTY, wrong.toString());
            assertThatThrownBy(machine::find)
                    .isInstanceOf(NatsServerNotFoundException.class)
                    .hasMessageContaining("\"" + wrong + "\"")
                    .hasMessageContaining(NatsServerFinder.PROPERTY)
                    .hasMessageContaining(NatsServerFinder.VARIABLE);
        }
        assertThat(machine.calls).isEmpty();
    }

    @Test
    void anEmptyPropertyOrVariableCountsAsUnset() throws IOException {
        Path onPath = machine.program("bin/nats-server");
        machine.properties.put(NatsServerFinder.PROPERTY, "");
        machine.environment.put(NatsServerFinder.VARIABLE, " ");
        assertThat(machine.find()).isEqualTo(onPath);
    }

    @Test
    void thePathComesBeforeTheUsualPlacesAndThoseBeforeAnyDownload() throws IOException {
        Path usual = machine.program("usual/nats-server");
        assertThat(machine.find()).isEqualTo(usual);

        Path onPath = machine.program("bin/nats-server");
        assertThat(machine.find()).isEqualTo(onPath);
        assertThat(machine.calls).isEmpty();
    }

    @Test
    void foldersAndFilesThatCannotBeExecutedArePassedOver() throws IOException {
        Files.createDirectories(root.resolve("bin/nats-server"));
        machine.file("usual/nats-server");
        assertThat(machine.find()).isEqualTo(machine.cached());
    }

    @Test
    void aPathWithEmptyEntriesAndNoPathAtAllDoNoHarm() throws IOException {
        Path usual = machine.program("usual/nats-server");
        machine.environment.put("PATH", "::" + root.resolve("nowhere") + ":");
        assertThat(machine.find()).isEqualTo(usual);
        machine.environment.remove("PATH");
        assertThat(machine.find()).isEqualTo(usual);
    }

    @Test
    void onDebianThePackageIsFetchedOnceAndProgressIsTold() {
        assertThat(machine.find()).isEqualTo(machine.cached()).isExecutable().hasContent("a server");
        assertThat(machine.calls).containsExactly("update", "download", "dpkg-deb");
        assertThat(machine.progress).first().asString().contains("nothing is installed");

        machine.progress.clear();
        assertThat(machine.find()).isEqualTo(machine.cached());
        assertThat(machine.calls).hasSize(3);
        assertThat(machine.progress).isEmpty();
    }

    @Test
    void theCacheGoesWhereXdgSaysUnlessThatIsNoAbsolutePath() {
        machine.environment.put("XDG_CACHE_HOME", "relative");
        assertThat(machine.find()).isEqualTo(machine.cached());
        machine.environment.put("XDG_CACHE_HOME", root.resolve("xdg").toString());
        assertThat(machine.find()).startsWith(root.resolve("xdg/stubject/nats-server"));
    }

    @Test
    void aBrokenCacheHealsItself() throws IOException {
        machine.find();
        Files.writeString(machine.cached(), "a ser");
        assertThat(machine.find()).hasContent("a server");

        assertThat(machine.cached().toFile().setExecutable(false)).isTrue();
        assertThat(machine.find()).isExecutable();

        Files.delete(machine.cached().resolveSibling("nats-server.sha256"));
        assertThat(machine.find()).hasContent("a server");
        assertThat(machine.calls).hasSize(4 * 3);
    }

    @Test
    void aServerForAnotherKindOfProcessorInASharedHomeIsNotTaken() {
        machine.find();
        machine.properties.put("os.arch", "aarch64");
        assertThat(machine.find().getParent()).hasFileName("1.2.3-4-aarch64");
    }

    @Test
    void aFailedUpdateOfSomeSourceDoesNotMatterIfThePackageIsThere() {
        machine.update = new Commands.Result(100, "E: The repository 'http://example.com' has no Release file.");
        assertThat(machine.find()).isEqualTo(machine.cached());
    }

    @Test
    void aFailedDownloadGivesTheReasonsOfAptAndHowToInstall() {
        machine.update = new Commands.Result(100, "Get:1 something\nE: Failed to fetch http://deb.example.com");
        machine.download = new Commands.Result(100, "E: Unable to locate package nats-server");
        assertThatThrownBy(machine::find)
                .isInstanceOf(NatsServerNotFoundException.class)
                .hasMessageContaining("  E: Failed to fetch http://deb.example.com")
                .hasMessageContaining("  E: Unable to locate package nats-server")
                .hasMessageContaining("sudo apt-get install nats-server")
                .hasMessageNotContaining("Get:1");
    }

    @Test
    void aPackageThatCannotBeUnpackedIsAnErrorAndLeavesNoServer() {
        machine.unpack = new Commands.Result(2, "dpkg-deb: error: not a Debian format archive");
        assertThatThrownBy(machine::find)
                .isInstanceOf(NatsServerNotFoundException.class)
                .hasMessageContaining("not a Debian format archive");
        assertThat(machine.cached()).doesNotExist();
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        machine.file("home/.cache");
        assertThatThrownBy(machine::find)
                .isInstanceOf(NatsServerNotFoundException.class)
                .hasMessageContaining(root.resolve("home/.cache").toString())
                .hasMessageContaining("Not a directory");
    }

    @Test
    void withoutAptTheErrorSaysHowToInstallOnEachPlatform() throws IOException {
        Files.delete(root.resolve("bin/apt-get"));
        assertThatThrownBy(machine::find)
                .isInstanceOf(NatsServerNotFoundException.class)
                .hasMessageContaining("Debian, Ubuntu   sudo apt-get install nats-server")
                .hasMessageContaining("brew install nats-server")
                .hasMessageContaining("scoop install nats-server")
                .hasMessageContaining("https://github.com/nats-io/nats-server/releases")
                .hasMessageContaining("-Dstubject.nats-server=")
                .hasMessageContaining("STUBJECT_NATS_SERVER");
        assertThat(machine.calls).isEmpty();
    }

    @Test
    void onWindowsTheProgramEndsInExeAndAptIsNotTried() throws IOException {
        machine.properties.put("os.name", "Windows 11");
        machine.program("bin/nats-server");
        assertThatThrownBy(machine::find).isInstanceOf(NatsServerNotFoundException.class);
        assertThat(machine.calls).isEmpty();

        Path exe = machine.program("bin/nats-server.exe");
        assertThat(machine.find()).isEqualTo(exe);
    }

    @Test
    void nothingIsLeftBesideTheServerAndItsDigest() throws IOException {
        machine.find();
        try (Stream<Path> files = Files.list(machine.cached().getParent())) {
            assertThat(files.sorted(Comparator.naturalOrder()))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("nats-server", "nats-server.sha256");
        }
    }
}
