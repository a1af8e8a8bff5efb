package io.github.stubject.it.security;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/** Keys with certificates that vouch for themselves, made by the JDK's keytool, as Java and as nats-server read them. */
final class Certificates {
    static final String PASSWORD = "changeit";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /** Makes {@code <name>.p12}, {@code <name>-key.pem} and {@code <name>-cert.pem}. */
    void make(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "keytool.log"))
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + Files.readString(folder.resolve("keytool.log")));
        }
        KeyStore keys = load(store);
        Key key = keys.getKey(name, PASSWORD.toCharArray());
        Certificate certificate = keys.getCertificate(name);
        writePem(name + "-key.pem", "PRIVATE KEY", key.getEncoded());
        writePem(name + "-cert.pem", "CERTIFICATE", certificate.getEncoded());
        trust(name + "-trust.p12", certificate);
    }

    /** What nats-server trusts in: the certificate of this name. */
    void makeAuthority(String file, String name) throws IOException {
        Files.copy(folder.resolve(name + "-cert.pem"), folder.resolve(file));
    }

    private void trust(String file, Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("trusted", certificate);
        try (var stream = Files.newOutputStream(folder.resolve(file))) {
            trusted.store(stream, PASSWORD.toCharArray());
        }
    }

    private static KeyStore load(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(store)) {
            keys.load(stream, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void writePem(String file, String type, byte[] bytes) throws IOException {
        Base64.Encoder base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                folder.resolve(file),
                "-----BEGIN " + type + "-----\n" + base64.encodeToString(bytes) + "\n-----END " + type + "-----\n");
    }
}
