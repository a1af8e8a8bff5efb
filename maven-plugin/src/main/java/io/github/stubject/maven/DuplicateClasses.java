package io.github.stubject.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;

/** Notices classes that the project has already, before javac does, and knows the way out. */
final class DuplicateClasses {
    private static final int SHOWN = 10;

    private DuplicateClasses() {}

    /**
     * Looks for files in other roots.
     *
     * @param generated the files to come, by path below the output
     * @param leaving files that this run will delete
     */
    static void check(GenerationRequest request, Collection<String> generated, Set<Path> leaving)
            throws MojoFailureException {
        Path output = request.output().toAbsolutePath().normalize();
        List<String> twice = new ArrayList<>();
        for (Path otherRoot : request.otherRoots()) {
            Path root = otherRoot.toAbsolutePath().normalize();
            if (!root.equals(output)) {
                existing(root, generated).stream()
                        .map(root::resolve)
                        .filter(file -> !leaving.contains(file))
                        .map(request.module()::show)
                        .forEach(twice::add);
            }
        }
        if (!twice.isEmpty()) {
            throw new MojoFailureException(Lines.join(
                    Lines.count(twice.size(), "class") + " would exist twice, here and in "
                            + request.module().show(output) + ":",
                    Lines.first(SHOWN, twice),
                    wayOut(request)));
        }
    }

    /** Most packages are not in the other root at all, which spares looking for each of their files. */
    private static List<String> existing(Path root, Collection<String> files) {
        Map<String, Boolean> packages = new HashMap<>();
        List<String> existing = new ArrayList<>();
        for (String file : files) {
            String directory = file.substring(0, file.lastIndexOf('/') + 1);
            Boolean there = packages.get(directory);
            if (there == null) {
                there = Files.isDirectory(root.resolve(directory));
                packages.put(directory, there);
            }
            if (there && Files.exists(root.resolve(file))) {
                existing.add(file);
            }
        }
        return existing;
    }

    private static String wayOut(GenerationRequest request) {
        return request.messages()
                ? "If the message classes come from elsewhere, say so in the configuration of stubject-maven-plugin:"
                        + " <messages>false</messages>. If it is a service's class, rename one, or put the generated"
                        + " services elsewhere with <javaPackage>."
                : "Rename one, or put the generated services elsewhere with <javaPackage>.";
    }
}
