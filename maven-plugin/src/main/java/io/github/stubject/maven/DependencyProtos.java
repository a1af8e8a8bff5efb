package io.github.stubject.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.maven.artifact.Artifact;

/** Makes the protos inside dependencies readable for protoc, which reads no jars. */
final class DependencyProtos {
    /** The digest of a jar without protos. */
    private static final String NONE = "none";

    private final Path unpacked;

    /** @param unpacked where the protos of jars go */
    DependencyProtos(Path unpacked) {
        this.unpacked = unpacked;
    }

    /** Adds the dependency's protos, if it has some, without unpacking them. */
    static void addTo(Fingerprint fingerprint, Artifact dependency, Digests digests) throws IOException {
        Path file = dependency.getFile().toPath();
        String digest = NONE;
        if (Files.isDirectory(file)) {
            digest = digestOfDirectory(file, digests);
        } else if (isJar(file)) {
            digest = digests.of("protos", file, DependencyProtos::digest);
        }
        if (!digest.equals(NONE)) {
            fingerprint
                    .add("dependency")
                    .add(dependency.getDependencyConflictId())
                    .add(digest);
        }
    }

    /** The protos of a dependency: in a jar, or in the class directory of a module of the same build. */
    ProtoDirectory of(Artifact dependency) throws IOException {
        Path file = dependency.getFile().toPath();
        if (Files.isDirectory(file)) {
            return ProtoDirectory.scan(file);
        }
        Path target = unpacked.resolve(directoryName(dependency));
        return isJar(file) ? new ProtoDirectory(target, unpack(file, target)) : new ProtoDirectory(target, List.of());
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar");
    }

    /** From the jar's directory of entries alone, which has a checksum of each. */
    private static String digest(Path jar) throws IOException {
        TreeSet<String> protos = new TreeSet<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (isProto(entry)) {
                    protos.add(entry.getName() + " " + state(entry.getSize(), entry.getCrc()));
                }
            }
        } catch (ZipException e) {
            throw new UnreadableJarException(jar, e);
        }
        return digest(protos);
    }

    /** Equal to that of a jar with the same protos: a module of the same build is a directory before it is packaged. */
    private static String digestOfDirectory(Path directory, Digests digests) throws IOException {
        TreeSet<String> protos = new TreeSet<>();
        for (String name : ProtoDirectory.scan(directory).names()) {
            protos.add(name + " " + digests.of("proto", directory.resolve(name), DependencyProtos::state));
        }
        return digest(protos);
    }

    private static String digest(SortedSet<String> protos) {
        return protos.isEmpty()
                ? NONE
                : new Fingerprint().addAll(List.copyOf(protos)).finish();
    }

    private static String state(Path proto) throws IOException {
        byte[] bytes = Files.readAllBytes(proto);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return state(bytes.length, crc.getValue());
    }

    private static String state(long size, long crc) {
        return size + ":" + crc;
    }

    private static List<String> unpack(Path jar, Path target) throws IOException {
        // An entry may be there twice.
        TreeSet<String> names = new TreeSet<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!isProto(entry)) {
                    continue;
                }
                String name = entry.getName();
                Path file = target.resolve(name).normalize();
                if (!file.startsWith(target)) {
                    throw new FileSystemException(
                            jar.toString(), null, "is refused, since it has an entry that leads out of it: " + name);
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
                names.add(name);
            }
        } catch (ZipException e) {
            throw new UnreadableJarException(jar, e);
        }
        return List.copyOf(names);
    }

    private static boolean isProto(ZipEntry entry) {
        return !entry.isDirectory() && entry.getName().endsWith(".proto");
    }

    /** Shown in messages about these protos, so it names the jar. */
    private static String directoryName(Artifact dependency) {
        String classifier = dependency.hasClassifier() ? "-" + dependency.getClassifier() : "";
        return dependency.getGroupId() + "." + dependency.getArtifactId() + "-" + dependency.getVersion() + classifier
                + ".jar";
    }
}
