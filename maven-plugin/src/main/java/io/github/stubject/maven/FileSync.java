package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes a directory hold what was generated, touching only the files that differ. */
final class FileSync {
    private FileSync() {}

    /** How many files were changed and left. */
    record Result(int written, int unchanged) {}

    /** The files below a directory, relative, with {@code /}, sorted. */
    static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** Moves files from one directory to the other, unless they are there with the same content. */
    static Result move(Path staging, Path output) throws IOException {
        List<String> staged = files(staging);
        int written = 0;
        for (String name : staged) {
            Path source = staging.resolve(name);
            Path target = output.resolve(name);
            if (Files.isRegularFile(target) && Files.mismatch(source, target) == -1) {
                continue;
            }
            Files.createDirectories(target.getParent());
            Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
            written++;
        }
        return new Result(written, staged.size() - written);
    }

    /** Empties a directory, or makes it. */
    static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(directory);
    }
}
