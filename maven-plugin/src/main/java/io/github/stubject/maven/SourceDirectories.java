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
    private final ModulePaths module;

    private SourceDirectories(Inputs inputs, Selection selection, ModulePaths module) {
        directories.addAll(inputs.sources());
        directories.addAll(inputs.imports());
        this.selection = selection;
        this.module = module;
    }

    static void check(Inputs inputs, Selection selection, ModulePaths module) throws MojoFailureException {
        if (inputs.sources().size() + inputs.imports().size() > 1) {
            SourceDirectories all = new SourceDirectories(inputs, selection, module);
            List<String> problems = new ArrayList<>(all.nested());
            // Where a directory is there twice, so are all its names.
            if (problems.isEmpty()) {
                problems.addAll(all.namesOfTwoFiles());
            }
            if (!problems.isEmpty()) {
                throw new MojoFailureException(String.join("\n", problems));
            }
        }
    }

    private List<String> nested() {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            for (int j = 0; j < directories.size(); j++) {
                Path inner = directories.get(i).path();
                Path outer = directories.get(j).path();
                if (inner.equals(outer) ? i < j : inner.startsWith(outer)) {
                    problems.addAll(nested(directories.get(i), directories.get(j)));
                }
            }
        }
        return problems.stream().distinct().toList();
    }

    /** One problem at most: the first proto stands for all. */
    private List<String> nested(ProtoDirectory inner, ProtoDirectory outer) {
        if (inner.path().equals(outer.path())) {
            return List.of("The directory " + module.show(outer.path())
                    + " is configured twice as one with protos. Name it once.");
        }
        Path way = outer.path().relativize(inner.path());
        Set<String> namesInOuter = new HashSet<>(selection.of(outer.names()));
        for (String name : selection.of(inner.names())) {
            String longName = way.resolve(name).toString().replace('\\', '/');
            if (namesInOuter.contains(longName)) {
                return List.of("The directory " + module.show(inner.path()) + " is inside " + module.show(outer.path())
                        + ", and both are directories with protos: " + name + " and " + longName
                        + " would be one file under two names. Leave one of the directories out, or one of the names"
                        + " with <excludes>.");
            }
        }
        return List.of();
    }

    private List<String> namesOfTwoFiles() {
        Map<String, Path> first = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (ProtoDirectory directory : directories) {
            for (String name : selection.of(directory.names())) {
                Path other = first.putIfAbsent(name, directory.path());
                if (other != null) {
                    twice.add(name + ": in " + module.show(other) + " and in " + module.show(directory.path()));
                }
            }
        }
        return twice.isEmpty()
                ? List.of()
                : List.of(Lines.join(
                        Lines.count(twice.size(), "name")
                                + " of protos would stand for two files each, and protoc would see the first only:",
                        Lines.first(SHOWN, twice),
                        "Rename or delete one of each."));
    }
}
