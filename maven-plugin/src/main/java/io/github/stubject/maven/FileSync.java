package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a directory hold what was generated, touching only the files that differ. */
final class FileSync {
    private FileSync() {}

    /** How many files were changed, left and deleted. */
    record Result(int written, int unchanged, int deleted) {}

    /** The files below a directory, relative, with {@code /}, sorted. */
    static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Moves files from one directory to the other, unless they are there with the same content.
     *
     * @param previous what an earlier run wrote; those that did not come again are deleted. Other files stay
     */
    static Result move(Path staging, Path output, Collection<String> previous) throws IOException {
        List<String> staged = files(staging);
        TreeSet<String> orphans = new TreeSet<>(previous);
        orphans.removeAll(staged);
        // First, because on some file systems Foo.java and FOO.java are one file.
        int deleted = delete(output, orphans);
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
        return new Result(written, staged.size() - written, deleted);
    }

    /**
     * Deletes files, and the directories that they leave empty.
     *
     * @return how many there were
     */
    static int delete(Path root, Collection<String> files) throws IOException {
        int deleted = 0;
        for (String file : files) {
            if (Files.deleteIfExists(root.resolve(file))) {
                deleted++;
            }
            deleteEmpty(root.resolve(file).getParent(), root);
        }
        return deleted;
    }

    /** Deletes a directory and its parents, as far as they are empty and below the root. */
    private static void deleteEmpty(@Nullable Path directory, Path root) throws IOException {
        for (Path path = directory; path != null && !path.equals(root); path = path.getParent()) {
            try {
                Files.deleteIfExists(path);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
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
