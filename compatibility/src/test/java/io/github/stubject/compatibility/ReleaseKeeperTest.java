package io.github.stubject.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept is all of the program, and the same whenever it is kept. */
class ReleaseKeeperTest {
    @TempDir
    private Path folder;

    @Test
    void aReleaseIsKeptWhole() throws Exception {
        KeptRelease release = new KeptRelease("1.2.3", folder.resolve("1.2.3"));
        Files.createDirectories(release.folder());
        Files.writeString(release.folder().resolve("stale"), "");

        ReleaseKeeper.keep(release);

        assertThat(release.folder().resolve("stale")).doesNotExist();
        assertThat(release.folder().resolve("protos/depot/depot.proto")).exists();
        assertThat(release.sources().resolve("user/com/acme/depot/user/CallChecks.java"))
                .exists();
        assertThat(release.sources().resolve("generated/com/acme/depot/nats/DepotBinding.java"))
                .exists();
        assertThat(release.sources().resolve("generated/com/acme/depot/Parcel.java"))
                .doesNotExist();
        assertThat(StubjectProtos.read(release.options())).isEqualTo(StubjectProtos.now());
        try (var loader = release.load()) {
            assertThat(release.checks(loader)).hasSizeGreaterThan(10);
        }
    }

    @Test
    void theJarIsTheSameEachTime() throws Exception {
        assertThat(ReleaseKeeper.jar()).isEqualTo(ReleaseKeeper.jar());
    }
}
