package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineFileTest {
    @TempDir
    private Path directory;

    @Test
    void it_is_written_with_its_directory_and_over_what_was_there() throws Exception {
        BaselineFile file = file("deployed/baseline.binpb");
        assertThat(file.exists()).isFalse();

        file.write(new byte[] {1, 2});
        file.write(new byte[] {3});

        assertThat(file.read()).containsExactly(3);
    }

    @Test
    void the_command_names_a_file_that_is_not_the_usual_one() {
        assertThat(file("stubject-baseline.binpb").howToWrite()).endsWith(": mvn stubject:baseline");
        assertThat(file("deployed/baseline.binpb").howToWrite())
                .endsWith(": mvn stubject:baseline -Dstubject.baseline=deployed/baseline.binpb");
    }

    private BaselineFile file(String name) {
        return new BaselineFile(directory.resolve(name), new ModulePaths(directory));
    }
}
