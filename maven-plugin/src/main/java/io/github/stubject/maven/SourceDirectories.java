package io.github.stubject.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;

/** Makes sure that each proto to generate from has one name, and each name one proto: protoc notices late, or not at all. */
final class SourceDirectories {
    private static final int SHOWN = 10;

    private final List<ProtoDirectory> directories = new ArrayList<>();
    private final Selection selection;

    private SourceDirectories(Inputs inputs, Selection selection) {
        directories.addAll(inputs.sources());
        directories.addAll(inputs.imports());
        this.selection = selection;
    }

    static void check(Inputs inputs, Selection selection) throws MojoFailureException {
        if (inputs.sources().size() + inputs.imports().size() > 1) {
            SourceDirectories all = new SourceDirectories(inputs, selection);
            all.checkNesting();
            all.checkNames();
        }
    }

    private void checkNesting() throws MojoFailureException {
        for (int i = 0; i < directories.size(); i++) {
            for (int j = 0; j < directories.size(); j++) {
                if (i != j
                        && directories
                                .get(i)
                                .path()
                                .startsWith(directories.get(j).path())) {
                    checkNesting(directories.get(i), directories.get(j));
                }
            }
        }
    }

    private void checkNesting(ProtoDirectory inner, ProtoDirectory outer) throws MojoFailureException {
        if (inner.path().equals(outer.path())) {
            throw new MojoFailureException(
                    "The directory " + outer.path() + " is configured twice as one with protos. Name it once.");
        }
        Path way = outer.path().relativize(inner.path());
        Set<String> namesInOuter = new HashSet<>(selection.of(outer.names()));
        for (String name : selection.of(inner.names())) {
            String longName = way.resolve(name).toString().replace('\\', '/');
            if (namesInOuter.contains(longName)) {
                throw new MojoFailureException("The directory " + inner.path() + " is inside " + outer.path()
                        + ", and both are directories with protos: " + name + " and " + longName
                        + " would be one file under two names. Leave one of the directories out, or one of the names"
                        + " with <excludes>.");
            }
        }
    }

    private void checkNames() throws MojoFailureException {
        Map<String, Path> first = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (ProtoDirectory directory : directories) {
            for (String name : selection.of(directory.names())) {
                Path other = first.putIfAbsent(name, directory.path());
                if (other != null) {
                    twice.add(name + ": in " + other + " and in " + directory.path());
                }
            }
        }
        if (!twice.isEmpty()) {
            throw new MojoFailureException(Lines.join(
                    Lines.count(twice.size(), "name")
                            + " of protos would stand for two files each, and protoc would see" + " the first only:",
                    Lines.first(SHOWN, twice),
                    "Rename or delete one of each."));
        }
    }
}
