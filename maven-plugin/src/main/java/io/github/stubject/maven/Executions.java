package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The executions of this plugin in one module. Each has a directory of its own, with a record of what it generated, and
 * several may generate into the same output.
 */
final class Executions {
    private static final String RECORD = "outputs.txt";
    /** Of a goal that is called by its name on the command line. */
    private static final String BY_HAND = "-default-cli";

    private final Path home;
    private final String current;
    private final Set<String> inPom;

    /**
     * @param home where they have their directories
     * @param current the name of the one that runs
     * @param inPom the names of those in the POM
     */
    Executions(Path home, String current, Set<String> inPom) {
        this.home = home;
        this.current = current;
        this.inPom = Set.copyOf(inPom);
    }

    /** The name of an execution's directory. */
    static String name(String goal, String id) {
        String plain = id.replaceAll("[^\\w.-]", "_");
        // Two that differ in a blank only are two all the same.
        return goal + "-" + (plain.equals(id) ? id : plain + "-" + Integer.toHexString(id.hashCode()));
    }

    /** Where all have their directories. */
    Path home() {
        return home;
    }

    /** The directory of the one that runs. */
    Path directory() {
        return home.resolve(current);
    }

    Path recordFile() {
        return directory().resolve(RECORD);
    }

    /** The files in an output that other executions of the POM say are theirs too. */
    Set<String> alsoOfOthers(Path output) throws IOException {
        Set<String> files = new TreeSet<>();
        for (Path other : others()) {
            if (!isGone(other)) {
                OutputRecord record = OutputRecord.read(other.resolve(RECORD), output);
                if (record.isIn(output)) {
                    files.addAll(record.files());
                }
            }
        }
        return files;
    }

    /**
     * Deletes what executions generated that are no longer in the POM, or have another id or goal there.
     *
     * @return how many files
     */
    int deleteOutputsOfGone(OutputRecord ofCurrent, Orphans orphans) throws IOException {
        int deleted = 0;
        for (Path other : others()) {
            if (!isGone(other)) {
                continue;
            }
            OutputRecord record = OutputRecord.read(other.resolve(RECORD), ofCurrent.output());
            Set<String> files = new TreeSet<>(record.files());
            files.removeAll(alsoOfOthers(record.output()));
            if (ofCurrent.isIn(record.output())) {
                files.removeAll(ofCurrent.files());
            }
            deleted += orphans.delete(record.output(), files);
            FileSync.clear(other);
            Files.delete(other);
        }
        return deleted;
    }

    private boolean isGone(Path directory) {
        String name = directory.getFileName().toString();
        return !inPom.contains(name) && !name.endsWith(BY_HAND);
    }

    private List<Path> others() throws IOException {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        List<Path> others = new ArrayList<>();
        try (Stream<Path> directories = Files.list(home)) {
            for (Path directory : directories.sorted().toList()) {
                if (!directory.getFileName().toString().equals(current) && Files.exists(directory.resolve(RECORD))) {
                    others.add(directory);
                }
            }
        }
        return others;
    }
}
