package io.github.stubject.it.security;

import io.github.stubject.it.WatchedServer;
import io.nats.client.Connection;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A nats-server with a configuration that {@code docs/security.md} shows, and connections of its users. */
final class GuideServer implements AutoCloseable {
    private static final List<String> USERS = List.of(
            "service", "client", "alice", "bob", "shop", "bar", "greeter", "publisher", "billing", "ann", "admin");

    private final WatchedServer server;

    private GuideServer(WatchedServer server) {
        this.server = server;
    }

    /** With a file of {@code src/test/resources/security}. */
    static GuideServer start(String file) {
        return start(file, text -> text);
    }

    /** With such a file, changed. */
    static GuideServer start(String file, UnaryOperator<String> change) {
        String configuration = change.apply(configuration(file));
        // What the guide leaves to the environment, of which a variable of the file has the same rights.
        Stream<String> passwords = USERS.stream()
                .filter(user -> configuration.contains("$" + variable(user)))
                .map(user -> variable(user) + ": \"" + password(user) + "\"");
        return new GuideServer(new WatchedServer(
                Stream.concat(passwords, configuration.lines()).toArray(String[]::new)));
    }

    static String configuration(String file) {
        try (var stream = GuideServer.class.getResourceAsStream("/security/" + file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a configuration find files where a test has put them. */
    static UnaryOperator<String> filesIn(Path folder) {
        return text -> text.replace("/etc/nats/", folder.toString().replace('\\', '/') + "/");
    }

    private static String variable(String user) {
        return user.toUpperCase(Locale.ROOT) + "_PASSWORD";
    }

    static String password(String user) {
        return "the word of " + user;
    }

    String url() {
        return server.url();
    }

    /** A connection of a user whose inboxes are where everybody's are. */
    Connection connectAs(String user) {
        return connect(new Options.Builder().userInfo(user, password(user)));
    }

    /** A connection of a user with inboxes of its own. */
    Connection connectWithOwnInbox(String user) {
        return connect(new Options.Builder().userInfo(user, password(user)).inboxPrefix("_INBOX_" + user));
    }

    Connection connect(Options.Builder options) {
        return server.connect(options);
    }

    /** What the server has told the connections so far. */
    Queue<String> errors() {
        return server.errors();
    }

    @Override
    public void close() {
        server.close();
    }
}
