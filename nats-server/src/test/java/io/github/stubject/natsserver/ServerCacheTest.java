package io.github.stubject.natsserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCacheTest {
    @TempDir
    Path folder;

    @Test
    void writersAtTheSameTimeLeaveAWholeServerAndReadersNeverSeeAHalfOne() throws Exception {
        Path program = Files.write(folder.resolve("program"), new byte[1 << 20]);
        ServerCache cache = new ServerCache(folder.resolve("cache"), "amd64");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Path>> writers = new ArrayList<>();
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                writers.add(threads.submit(() -> cache.put("1.0", program)));
                readers.add(threads.submit(() -> sizeOf(cache.find(), program)));
            }
            for (Future<Path> writer : writers) {
                assertThat(writer.get()).hasSameBinaryContentAs(program);
            }
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isEqualTo(Files.size(program));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cache.find()).contains(folder.resolve("cache/1.0-amd64/nats-server"));
    }

    /** The size of what a reader gets at this moment; the right one if there is nothing yet. */
    private static long sizeOf(Optional<Path> found, Path program) throws IOException {
        return Files.size(found.orElse(program));
    }
}
