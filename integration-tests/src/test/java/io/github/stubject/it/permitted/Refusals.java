package io.github.stubject.it.permitted;

import io.nats.client.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What the server must not let a user do, a test each. */
final class Refusals {
    private final PermittedServer server;
    private final String user;
    private final Connection connection;
    private final List<DynamicTest> tests = new ArrayList<>();

    Refusals(PermittedServer server, String user, Connection connection) {
        this.server = server;
        this.user = user;
        this.connection = connection;
    }

    Refusals toPublish(List<String> subjects) {
        subjects.forEach(subject -> tests.add(DynamicTest.dynamicTest(
                user + " may not publish " + subject, () -> server.assertRefusedToPublish(connection, subject))));
        return this;
    }

    /** Behind a blank there may be a queue group. */
    Refusals toSubscribe(List<String> subscriptions) {
        subscriptions.forEach(subscription -> tests.add(DynamicTest.dynamicTest(
                user + " may not subscribe to " + subscription,
                () -> server.assertRefusedToSubscribe(connection, subscription))));
        return this;
    }

    Stream<DynamicTest> tests() {
        return tests.stream();
    }
}
