package io.github.stubject.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.maven.artifact.Artifact;

/** Makes the protos inside dependencies readable for protoc, which reads no jars. */
final class DependencyProtos {
    private final Path unpacked;

    /** @param unpacked where the protos of jars go */
    DependencyProtos(Path unpacked) {
        this.unpacked = unpacked;
    }

    /** Adds what the dependency's protos depend on, without unpacking them. */
    static void addTo(Fingerprint fingerprint, Artifact dependency) throws IOException {
        fingerprint.add(dependency.getDependencyConflictId());
        Path file = dependency.getFile().toPath();
        if (Files.isDirectory(file)) {
            ProtoDirectory.scan(file).addTo(fingerprint);
        } else {
            fingerprint.add(FileStamp.of(file));
        }
    }

    /** The protos of a dependency: in a jar, or in the class directory of a module of the same build. */
    ProtoDirectory of(Artifact dependency) throws IOException {
        Path file = dependency.getFile().toPath();
        if (Files.isDirectory(file)) {
            return ProtoDirectory.scan(file);
        }
        Path target = unpacked.resolve(directoryName(dependency));
        return file.toString().endsWith(".jar")
                ? new ProtoDirectory(target, unpack(file, target))
                : new ProtoDirectory(target, List.of());
    }

    private static List<String> unpack(Path jar, Path target) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName();
                if (entry.isDirectory() || !name.endsWith(".proto")) {
                    continue;
                }
                Path file = target.resolve(name).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException(jar + " has an entry that leads out of it: " + name);
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                names.add(name);
            }
        } catch (ZipException e) {
            throw new IOException("cannot read " + jar + ": " + e.getMessage(), e);
        }
        Collections.sort(names);
        return names;
    }

    /** Shown in messages about these protos, so it names the jar. */
    private static String directoryName(Artifact dependency) {
        String classifier = dependency.getClassifier() == null ? "" : "-" + dependency.getClassifier();
        return dependency.getGroupId() + "." + dependency.getArtifactId() + "-" + dependency.getVersion() + classifier
                + ".jar";
    }
}
