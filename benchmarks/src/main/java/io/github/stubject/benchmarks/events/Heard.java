package io.github.stubject.benchmarks.events;

import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Settings;
import io.nats.client.Connection;

/** Counts what a listener gets, and tells the publisher of each thousand. */
final class Heard {
    static final int BATCH = 1000;

    private static final byte[] NOTHING = {};

    private final Connection nats;
    private final String subject;
    private int heard;

    Heard(Connection nats, Settings settings) {
        this.nats = nats;
        subject = subject(settings);
    }

    /** Where it tells. */
    static String subject(Settings settings) {
        return settings.text(Said.SUBJECT) + ".heard";
    }

    /** By one thread after the other. */
    void take(HelloRequest event) {
        if (event.getName().isEmpty()) {
            throw new IllegalStateException("an empty event");
        }
        if (++heard == BATCH) {
            heard = 0;
            nats.publish(subject, NOTHING);
        }
    }
}
