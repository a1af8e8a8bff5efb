package io.github.stubject.runtime.internal.jetstream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What can be said of an event to its {@link AckSubject}. */
public final class Acks {
    private static final byte[] ACK = bytes("+ACK");
    private static final byte[] PROGRESS = bytes("+WPI");
    private static final byte[] TERM = bytes("+TERM");
    private static final byte[] NAK = bytes("-NAK");

    private Acks() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** It is handled. */
    public static byte[] ack() {
        return ACK.clone();
    }

    /** It is being worked on: the time that JetStream waits for an ack begins anew. */
    public static byte[] progress() {
        return PROGRESS.clone();
    }

    /** It is never to be delivered again. */
    public static byte[] term() {
        return TERM.clone();
    }

    /** It is to be delivered again, after this time. */
    public static byte[] nak(Duration delay) {
        return delay.isZero() ? NAK.clone() : bytes("-NAK {\"delay\": " + delay.toNanos() + "}");
    }
}
