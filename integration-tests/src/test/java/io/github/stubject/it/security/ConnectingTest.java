package io.github.stubject.it.security;

import static io.github.stubject.it.security.GuideServer.filesIn;
import static io.github.stubject.it.security.GuideServer.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.hello.GreeterBinding;
import com.acme.hello.GreeterClient;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.support.JwtUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Services and clients know nothing of how their connection came about: whatever jnats can do will do. */
@Timeout(60)
class ConnectingTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private static void greetOver(Callable<Connection> connecting) throws Exception {
        try (Connection service = connecting.call();
                Connection caller = connecting.call();
                ServiceHost host = ServiceHost.builder(service)
                        .add(GreeterBinding.of(new SlowGreeter()))
                        .start()) {
            assertThat(GreeterClient.create(caller)
                            .greet(SlowGreeter.hello("World"))
                            .getMessage())
                    .isEqualTo("Hello, World");
            assertThat(host.stats().get(GreeterBinding.GREET).requests()).isEqualTo(1);
        }
    }

    private static void assertRefused(ThrowingCallable connecting) {
        assertThatThrownBy(connecting).isInstanceOf(IOException.class);
    }

    @Test
    void tlsWithCertificatesOnBothSides() throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.make("server");
        certificates.make("client");
        certificates.makeAuthority("client-ca.pem", "client");
        char[] word = Certificates.PASSWORD.toCharArray();
        try (GuideServer server = GuideServer.start("tls.conf", filesIn(folder))) {
            greetOver(() -> Connecting.withCertificate(server.url(), folder, word));

            // Without any, with a stranger's, and to a server that is a stranger's.
            assertRefused(() -> Nats.connect(server.url()));
            Path strangers = Files.createDirectory(folder.resolve("strangers"));
            new Certificates(strangers).make("client");
            Files.copy(folder.resolve("server-trust.p12"), strangers.resolve("server-trust.p12"));
            assertRefused(() -> Connecting.withCertificate(server.url(), strangers, word));
            Files.copy(
                    strangers.resolve("client-trust.p12"),
                    folder.resolve("server-trust.p12"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertRefused(() -> Connecting.withCertificate(server.url(), folder, word));
        }
    }

    @Test
    void userAndPassword() throws Exception {
        try (GuideServer server = GuideServer.start("password.conf")) {
            greetOver(() -> Connecting.withPassword(server.url(), "greeter", password("greeter")));

            assertRefused(() -> Connecting.withPassword(server.url(), "greeter", "guess"));
            assertRefused(() -> Nats.connect(server.url()));
        }
    }

    @Test
    void token() throws Exception {
        try (GuideServer server = GuideServer.start("token.conf", text -> "TOKEN: \"open sesame\"\n" + text)) {
            greetOver(() -> Connecting.withToken(server.url(), "open sesame"));

            assertRefused(() -> Connecting.withToken(server.url(), "open rye"));
            assertRefused(() -> Nats.connect(server.url()));
        }
    }

    @Test
    void nkey() throws Exception {
        NKey key = NKey.createUser(RANDOM);
        String publicKey = new String(key.getPublicKey());
        try (GuideServer server =
                GuideServer.start("nkey.conf", text -> "GREETER_NKEY: \"" + publicKey + "\"\n" + text)) {
            greetOver(() -> Connecting.withNkey(server.url(), key.getSeed()));

            char[] other = NKey.createUser(RANDOM).getSeed();
            assertRefused(() -> Connecting.withNkey(server.url(), other));
            assertRefused(() -> Nats.connect(server.url()));
        }
    }

    @Test
    void credentials() throws Exception {
        NKey operator = NKey.createOperator(RANDOM);
        NKey account = NKey.createAccount(RANDOM);
        String accountId = new String(account.getPublicKey());
        Files.writeString(folder.resolve("operator.jwt"), issue(operator, operator, "{\"type\":\"operator\"}"));
        String accountJwt = issue(
                operator,
                account,
                "{\"type\":\"account\",\"limits\":{\"subs\":-1,\"conn\":-1,\"leaf\":-1,\"imports\":-1,\"exports\":-1,"
                        + "\"data\":-1,\"payload\":-1,\"wildcards\":true}}");
        try (GuideServer server = GuideServer.start(
                "jwt.conf",
                text -> filesIn(folder)
                        .apply(text)
                        .replace("ACCOUNT_ID", accountId)
                        .replace("ACCOUNT_JWT", accountJwt))) {
            Path ours = credentialsOf(account, accountId, "greeter.creds");
            greetOver(() -> Connecting.withCredentials(server.url(), ours));

            NKey strange = NKey.createAccount(RANDOM);
            Path strangers = credentialsOf(strange, new String(strange.getPublicKey()), "strange.creds");
            Path forged = credentialsOf(strange, accountId, "forged.creds");
            assertRefused(() -> Connecting.withCredentials(server.url(), strangers));
            assertRefused(() -> Connecting.withCredentials(server.url(), forged));
            assertRefused(() -> Nats.connect(server.url()));
        }
    }

    private static String issue(NKey issuer, NKey subject, String claims) throws Exception {
        String versioned = claims.replace("{\"type\"", "{\"version\":2,\"type\"");
        return JwtUtils.issueJWT(
                issuer,
                new String(subject.getPublicKey()),
                "test",
                null,
                JwtUtils.currentTimeSeconds(),
                new String(issuer.getPublicKey()),
                () -> versioned);
    }

    private Path credentialsOf(NKey issuer, String accountId, String file) throws Exception {
        NKey user = NKey.createUser(RANDOM);
        String jwt = JwtUtils.issueUserJWT(issuer, accountId, new String(user.getPublicKey()));
        return Files.writeString(
                folder.resolve(file), String.format(JwtUtils.NATS_USER_JWT_FORMAT, jwt, new String(user.getSeed())));
    }
}
