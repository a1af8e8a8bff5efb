package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * The build of this plugin that is running.
 *
 * @param version of the plugin
 * @param classPath the plugin itself and what it uses
 */
record Tool(String version, List<Artifact> classPath) {
    Tool {
        classPath = List.copyOf(classPath);
    }

    static Tool of(PluginDescriptor plugin) {
        return new Tool(plugin.getVersion(), plugin.getArtifacts() == null ? List.of() : plugin.getArtifacts());
    }

    /** Adds what tells it from other builds: versions, and the contents of snapshots, which change without them. */
    void addTo(Fingerprint fingerprint, Digests digests) throws IOException {
        fingerprint.add(version);
        List<Artifact> sorted = new ArrayList<>(classPath);
        sorted.sort(Comparator.comparing(Artifact::getId));
        for (Artifact artifact : sorted) {
            fingerprint.add(artifact.getId());
            if (artifact.isSnapshot() && artifact.getFile() != null) {
                addContents(artifact.getFile().toPath(), fingerprint, digests);
            }
        }
    }

    /** Of a jar, or of the class directory of a module in the same build. */
    private static void addContents(Path file, Fingerprint fingerprint, Digests digests) throws IOException {
        if (!Files.isDirectory(file)) {
            fingerprint.add(digests.of(file));
            return;
        }
        for (String name : FileSync.files(file)) {
            fingerprint.add(name).add(digests.of(file.resolve(name)));
        }
    }
}
