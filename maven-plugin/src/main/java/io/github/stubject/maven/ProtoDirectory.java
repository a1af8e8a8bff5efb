package io.github.stubject.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that protos are imported from, and the protos in it.
 *
 * @param names what an import says: relative to the directory, with {@code /}, sorted
 */
record ProtoDirectory(Path path, List<String> names) {
    ProtoDirectory {
        path = path.toAbsolutePath();
        names = List.copyOf(names);
    }

    /** Looks for protos in a directory and below. One that does not exist has none. */
    static ProtoDirectory scan(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return new ProtoDirectory(path, List.of());
        }
        try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            return new ProtoDirectory(
                    path,
                    files.filter(file -> file.toString().endsWith(".proto") && Files.isRegularFile(file))
                            .map(file -> importName(path, file))
                            .sorted()
                            .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Adds names and contents. Where the directory is does not matter to what is generated. */
    void addTo(Fingerprint fingerprint, Digests digests) throws IOException {
        for (String name : names) {
            fingerprint.add(name).add(digests.of(path.resolve(name)));
        }
    }

    private static String importName(Path directory, Path file) {
        return directory.relativize(file).toString().replace('\\', '/');
    }
}
