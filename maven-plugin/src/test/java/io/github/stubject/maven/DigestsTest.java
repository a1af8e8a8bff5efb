package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestsTest {
    private final Path file;
    private final Path memory;
    private final AtomicInteger reads = new AtomicInteger();

    DigestsTest(@TempDir Path directory) throws IOException {
        file = Files.writeString(directory.resolve("with blank.proto"), "one");
        memory = directory.resolve("work/digests.txt");
    }

    @Test
    void a_file_that_nobody_touched_is_read_once() throws IOException {
        String first = digestOfSettled();

        assertThat(digest()).isEqualTo(first);
        assertThat(reads).hasValue(1);
    }

    @Test
    void a_change_is_noticed_though_size_and_time_are_the_same() throws IOException {
        String first = digestOfSettled();
        FileTime time = Files.getLastModifiedTime(file);

        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);

        assertThat(digest()).isNotEqualTo(first);
    }

    @Test
    void a_file_that_was_touched_only_has_the_same_digest() throws IOException {
        String first = digestOfSettled();

        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));

        assertThat(digest()).isEqualTo(first);
        assertThat(reads).hasValue(2);
    }

    @Test
    void a_file_that_changed_just_now_is_not_trusted_the_next_time() throws IOException {
        FileStamp now = FileStamp.of(file);

        assertThat(now.isSettled(now.changed().toMillis())).isFalse();
        assertThat(now.isSettled(now.changed().toMillis() + 10_000)).isTrue();
    }

    @Test
    void a_clock_of_whole_seconds_needs_more_patience() {
        FileStamp coarse = new FileStamp("", FileTime.fromMillis(5_000));

        assertThat(coarse.isSettled(6_000)).isFalse();
        assertThat(coarse.isSettled(8_000)).isTrue();
    }

    @Test
    void one_file_can_have_digests_of_several_kinds() throws IOException {
        digestOfSettled();
        Digests digests = Digests.in(memory);

        assertThat(digests.of("other", file, path -> "other")).isEqualTo("other");
        digests.keep();

        assertThat(digest()).isEqualTo(Fingerprint.of(file));
    }

    @Test
    void a_memory_that_makes_no_sense_is_no_memory() throws IOException {
        Files.createDirectories(memory.getParent());
        Files.writeString(memory, "nonsense\n\na b");

        assertThat(digest()).isEqualTo(Fingerprint.of(file));
    }

    /** Waits until the file is old enough to be remembered. */
    private String digestOfSettled() throws IOException {
        FileStamp stamp = FileStamp.of(file);
        while (!stamp.isSettled(System.currentTimeMillis())) {
            Thread.onSpinWait();
        }
        return digest();
    }

    private String digest() throws IOException {
        Digests digests = Digests.in(memory);
        String digest = digests.of("test", file, path -> {
            reads.incrementAndGet();
            return Fingerprint.of(path);
        });
        digests.keep();
        return digest;
    }
}
