package io.github.stubject.it.security;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Path;

/** The ways to connect that {@code docs/security.md} shows. */
final class Connecting {
    private Connecting() {}

    static Connection withCertificate(String url, Path folder, char[] password) throws Exception {
        Options options = new Options.Builder()
                .server(url)
                .keystorePath(folder.resolve("client.p12").toString())
                .keystorePassword(password)
                .truststorePath(folder.resolve("server-trust.p12").toString())
                .truststorePassword(password)
                .build();
        return Nats.connect(options);
    }

    static Connection withPassword(String url, String user, String password) throws Exception {
        Options options = new Options.Builder()
                .server(url)
                .userInfo(user.toCharArray(), password.toCharArray())
                .build();
        return Nats.connect(options);
    }

    static Connection withToken(String url, String token) throws Exception {
        Options options =
                new Options.Builder().server(url).token(token.toCharArray()).build();
        return Nats.connect(options);
    }

    static Connection withNkey(String url, char[] seed) throws Exception {
        Options options = new Options.Builder()
                .server(url)
                .authHandler(Nats.staticCredentials(null, seed))
                .build();
        return Nats.connect(options);
    }

    static Connection withCredentials(String url, Path file) throws Exception {
        Options options = new Options.Builder()
                .server(url)
                .authHandler(Nats.credentials(file.toString()))
                .build();
        return Nats.connect(options);
    }
}
