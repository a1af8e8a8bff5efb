package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Digests of files, kept between builds, so that only files which were touched since are read again. What counts is the
 * content: the stamp of a file only saves reading it. Losing this costs time, nothing else.
 */
final class Digests {
    /** What is remembered of a file. */
    private record Known(String stamp, String digest) {}

    /** Makes a digest, one word, from a file. */
    interface Digester {
        String digest(Path file) throws IOException;
    }

    private final Path memory;
    private final Map<String, Known> known;
    private final Map<String, Known> used = new HashMap<>();
    private boolean changed;

    private Digests(Path memory, Map<String, Known> known) {
        this.memory = memory;
        this.known = known;
    }

    /** @param memory the file in which they are kept; there may be none yet */
    static Digests in(Path memory) throws IOException {
        Map<String, Known> known = new HashMap<>();
        if (Files.isRegularFile(memory)) {
            for (String line : Files.readAllLines(memory, UTF_8)) {
                int first = line.indexOf(' ');
                int second = line.indexOf(' ', first + 1);
                if (second > 0) {
                    known.put(
                            line.substring(second + 1),
                            new Known(line.substring(0, first), line.substring(first + 1, second)));
                }
            }
        }
        return new Digests(memory, known);
    }

    /** The digest of a file's content. */
    String of(Path file) throws IOException {
        return of("content", file, Fingerprint::of);
    }

    /**
     * A digest of a file.
     *
     * @param kind names the digester: a file can have one digest of each
     */
    String of(String kind, Path file, Digester digester) throws IOException {
        // Before the file is read: if it changes meanwhile, the stamp is outdated, and not the digest.
        FileStamp stamp = FileStamp.of(file);
        String name = kind + ":" + file;
        @Nullable Known before = known.get(name);
        if (before != null && before.stamp().equals(stamp.text())) {
            used.put(name, before);
            return before.digest();
        }
        changed = true;
        boolean settled = stamp.isSettled(System.currentTimeMillis());
        String digest = digester.digest(file);
        if (settled) {
            used.put(name, new Known(stamp.text(), digest));
        }
        return digest;
    }

    /** Keeps what was asked for since {@link #in}, and forgets the rest. */
    void keep() throws IOException {
        // Not equals: that of a record costs tens of milliseconds the first time.
        if (!changed && used.size() == known.size()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        used.forEach((name, file) -> lines.add(file.stamp() + " " + file.digest() + " " + name));
        Files.createDirectories(memory.getParent());
        Files.write(memory, lines, UTF_8);
    }
}
