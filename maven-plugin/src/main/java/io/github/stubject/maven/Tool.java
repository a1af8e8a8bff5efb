package io.github.stubject.maven;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/** Identifies the build of this plugin that is running, for the fingerprint. */
final class Tool {
    private Tool() {}

    /** The version, and the files of the plugin's class path: a snapshot changes without changing its version. */
    static String of(PluginDescriptor plugin) throws IOException {
        TreeSet<String> files = new TreeSet<>();
        List<Artifact> artifacts = plugin.getArtifacts() == null ? List.of() : plugin.getArtifacts();
        for (Artifact artifact : artifacts) {
            if (artifact.getFile() != null) {
                files.add(artifact.getFile() + "|"
                        + FileStamp.of(artifact.getFile().toPath()).text());
            }
        }
        return plugin.getVersion() + files;
    }
}
