package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an execution generated last time, kept in a file between builds.
 *
 * @param fingerprint of what it was generated from; empty if the run did not end
 * @param output the directory
 * @param digests of the generated files, by path below {@code output}, with {@code /}
 */
record OutputRecord(String fingerprint, Path output, SortedMap<String, String> digests) {
    private static final String UNFINISHED = "";

    OutputRecord {
        output = output.toAbsolutePath().normalize();
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    /** Nothing generated so far. */
    static OutputRecord none(Path output) {
        return new OutputRecord(UNFINISHED, output, new TreeMap<>());
    }

    /** Describes the files as they are now. */
    static OutputRecord of(String fingerprint, Path output, Collection<String> files, Digests known)
            throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (String file : files) {
            digests.put(file, known.of(output.resolve(file)));
        }
        return new OutputRecord(fingerprint, output, digests);
    }

    /**
     * Reads what the last run wrote.
     *
     * @param output where the files are to be, if there was no run yet
     */
    static OutputRecord read(Path file, Path output) throws IOException {
        if (!Files.isRegularFile(file)) {
            return none(output);
        }
        List<String> lines = Files.readAllLines(file, UTF_8);
        if (lines.size() < 2) {
            return none(output);
        }
        SortedMap<String, String> digests = new TreeMap<>();
        for (String line : lines.subList(2, lines.size())) {
            int blank = line.indexOf(' ');
            digests.put(line.substring(blank + 1), line.substring(0, Math.max(blank, 0)));
        }
        return new OutputRecord(lines.get(0), directoryOf(file).resolve(lines.get(1)), digests);
    }

    /** Writes it whole or not at all: without it, the next run would not know which files are ours. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(fingerprint, relative(directoryOf(file), output)));
        digests.forEach((path, digest) -> lines.add(digest + " " + path));
        Files.createDirectories(directoryOf(file));
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(aside, lines, UTF_8);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    Set<String> files() {
        return digests.keySet();
    }

    /** To be written before outputs change: if the run dies, the next one knows all files that may be there. */
    OutputRecord unfinishedWith(Collection<String> files) {
        SortedMap<String, String> all = new TreeMap<>(digests);
        files.forEach(file -> all.putIfAbsent(file, "-"));
        return new OutputRecord(UNFINISHED, output, all);
    }

    boolean isIn(Path directory) {
        return output.equals(directory.toAbsolutePath().normalize());
    }

    /** Whether the files are there, as they were generated, from the same input. */
    boolean isUpToDate(String currentFingerprint, Digests known) throws IOException {
        if (!fingerprint.equals(currentFingerprint)) {
            return false;
        }
        for (Map.Entry<String, String> entry : digests.entrySet()) {
            Path file = output.resolve(entry.getKey());
            if (!Files.isRegularFile(file) || !known.of(file).equals(entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Relative, so that it still holds in a project that was copied or moved: it must not speak of the other one. */
    private static String relative(Path directory, Path output) {
        return Objects.equals(directory.getRoot(), output.getRoot())
                ? directory.relativize(output).toString()
                : output.toString();
    }

    private static Path directoryOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    }
}
