package io.github.stubject.maven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoFailureException;

/** Picks the protos of the dependencies that the user wants services from. */
final class ServicesFrom {
    private final Map<String, List<String>> wanted = new LinkedHashMap<>();
    private final TreeSet<String> withProtos = new TreeSet<>();
    private final Selection selection;

    /** @param dependencies as groupId:artifactId */
    ServicesFrom(List<String> dependencies, Selection selection) {
        dependencies.forEach(dependency -> wanted.put(dependency.strip(), new ArrayList<>()));
        this.selection = selection;
    }

    /** Takes the protos of a dependency, if they are wanted. */
    void offer(Artifact dependency, ProtoDirectory protos) {
        String id = dependency.getGroupId() + ":" + dependency.getArtifactId();
        if (!protos.names().isEmpty()) {
            withProtos.add(id);
        }
        List<String> taken = wanted.get(id);
        if (taken != null) {
            taken.addAll(protos.names());
        }
    }

    /**
     * The import names of the protos that were taken and are selected.
     *
     * @throws MojoFailureException if some of the dependencies have none
     */
    List<String> protos() throws MojoFailureException {
        List<String> result = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        wanted.forEach((id, protos) -> {
            List<String> selected = selection.of(protos);
            if (protos.isEmpty()) {
                problems.add(noSuchDependency(id));
            } else if (selected.isEmpty()) {
                problems.add(
                        "<servicesFrom> names " + id + ", but none of its protos passes <includes> and <excludes>: "
                                + String.join(", ", Lines.first(20, protos)) + ".");
            }
            result.addAll(selected);
        });
        if (!problems.isEmpty()) {
            throw new MojoFailureException(String.join("\n", problems));
        }
        return result;
    }

    private String noSuchDependency(String id) {
        return "<servicesFrom> names " + id + ", but there is no such dependency with protos."
                + (id.split(":", -1).length == 2 ? "" : " It takes groupId:artifactId and no more.")
                + Suggestion.of(id, withProtos)
                        .map(nearest -> " Did you mean " + nearest + "?")
                        .orElse("")
                + (withProtos.isEmpty()
                        ? " No dependency has protos."
                        : " Those with protos: " + String.join(", ", withProtos) + ".");
    }
}
