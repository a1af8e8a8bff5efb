package io.github.stubject.natsserver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fetched servers, one folder per version: the program and its digest. A server that does not match its digest is as
 * good as none.
 *
 * <p>Several processes may put the same version at once: each file is replaced in one step, and all write the same.
 */
final class ServerCache {
    private static final String PROGRAM = "nats-server";
    private static final String DIGEST = "nats-server.sha256";

    private final Path folder;
    private final String architecture;

    ServerCache(Path folder, String architecture) {
        this.folder = folder;
        this.architecture = architecture;
    }

    Path folder() {
        return folder;
    }

    /** A whole, executable server for this architecture. */
    Optional<Path> find() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<Path> versions;
        try (Stream<Path> entries = Files.list(folder)) {
            versions = entries.filter(entry -> entry.getFileName().toString().endsWith("-" + architecture))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path version : versions) {
            if (isWhole(version)) {
                return Optional.of(version.resolve(PROGRAM));
            }
        }
        return Optional.empty();
    }

    /** Copies a program into the cache, in place of what is there. */
    Path put(String version, Path program) throws IOException {
        Path target = Files.createDirectories(folder.resolve(version + "-" + architecture));
        Path copy = Files.createTempFile(target, PROGRAM, ".new");
        Path digest = Files.createTempFile(target, DIGEST, ".new");
        try {
            Files.copy(program, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(digest, digest(copy));
            if (!copy.toFile().setExecutable(true, true)) {
                throw new IOException("cannot make " + copy + " executable");
            }
            // Onto the disk first: after a crash the new name would otherwise lead to an empty file.
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(copy, target.resolve(PROGRAM), StandardCopyOption.ATOMIC_MOVE);
            Files.move(digest, target.resolve(DIGEST), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(digest);
        }
        return target.resolve(PROGRAM);
    }

    private static boolean isWhole(Path version) throws IOException {
        Path program = version.resolve(PROGRAM);
        Path digest = version.resolve(DIGEST);
        return Machine.isProgram(program)
                && Files.isRegularFile(digest)
                && Files.readString(digest).equals(digest(program));
    }

    private static String digest(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
