package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    @Test
    void the_same_parts_give_the_same_text() {
        assertThat(new Fingerprint().add("a").add("b").finish())
                .isEqualTo(new Fingerprint().add("a").add("b").finish());
    }

    @Test
    void order_counts() {
        assertThat(new Fingerprint().add("a").add("b").finish())
                .isNotEqualTo(new Fingerprint().add("b").add("a").finish());
    }

    @Test
    void where_a_part_ends_counts() {
        assertThat(new Fingerprint().add("ab").add("c").finish())
                .isNotEqualTo(new Fingerprint().add("a").add("bc").finish());
    }

    @Test
    void where_a_list_ends_counts() {
        assertThat(new Fingerprint().addAll(List.of("a", "b")).addAll(List.of()).finish())
                .isNotEqualTo(new Fingerprint()
                        .addAll(List.of("a"))
                        .addAll(List.of("b"))
                        .finish());
    }

    @Test
    void a_file_counts_by_its_content(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("file");
        Files.writeString(file, "abc");

        assertThat(Fingerprint.of(file))
                .as("SHA-256 of abc")
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
