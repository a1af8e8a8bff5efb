package io.github.stubject.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/** Notices classes that the project has already, before javac does, and knows the way out. */
final class DuplicateClasses {
    private static final int SHOWN = 10;

    private DuplicateClasses() {}

    static void check(GenerationRequest request, Collection<String> generated) throws MojoFailureException {
        Path output = request.output().toAbsolutePath();
        List<String> found = new ArrayList<>();
        for (Path root : request.otherRoots()) {
            if (root.toAbsolutePath().equals(output)) {
                continue;
            }
            for (String file : generated) {
                Path other = root.resolve(file);
                if (Files.exists(other)) {
                    found.add(other + " is already there, generated would be " + output.resolve(file));
                }
            }
        }
        if (!found.isEmpty()) {
            throw new MojoFailureException(Lines.join(
                    Lines.count(found.size(), "class") + " would exist twice in this project:",
                    Lines.first(SHOWN, found),
                    request.messages()
                            ? "If the message classes come from elsewhere, say so in the configuration of"
                                    + " stubject-maven-plugin: <messages>false</messages>"
                            : "Rename one, or put the generated services elsewhere with <javaPackage>."));
        }
    }
}
