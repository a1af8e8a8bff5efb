package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A digest over everything that outputs depend on. Two runs with the same fingerprint have the same outputs. */
final class Fingerprint {
    private final MessageDigest digest = sha256();

    /** The digest of one file's content. */
    static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Adds a text. Its length goes in too, so that neighbours cannot trade characters. */
    Fingerprint add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    /** Adds a list of texts, so that its end counts too. */
    Fingerprint addAll(List<String> texts) {
        add(String.valueOf(texts.size()));
        texts.forEach(this::add);
        return this;
    }

    /** The fingerprint of what was added so far, as text. The object is of no use after that. */
    String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
