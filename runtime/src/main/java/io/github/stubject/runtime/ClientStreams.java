package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.stream.Beat;
import io.github.stubject.runtime.internal.stream.ByteBudget;
import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.stream.FrameWriter;
import io.github.stubject.runtime.internal.stream.Link;
import io.github.stubject.runtime.internal.stream.MalformedFrameException;
import io.github.stubject.runtime.internal.stream.StreamEnd;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.NUID;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * All streams of one client, by the instance that each is with, and the beats to those instances. Owns the thread on which
 * frames leave. Safe for any thread.
 */
final class ClientStreams implements AutoCloseable {
    private static final String NOT_REACHED = " cannot be reached on ";
    private static final String TAIL =
            ": is everything behind _s exported, imported and permitted, and has this client the permission to publish there?";

    private static final Duration TOLD_LIMIT = Duration.ofSeconds(1);

    private final Transport transport;
    private final PendingCalls calls;
    private final String name = NUID.nextGlobal();
    private final Duration beat;
    private final FrameWriter writer;
    private final ByteBudget budget = new ByteBudget();
    private final Map<String, Beating> instances = new ConcurrentHashMap<>();
    private final Runnable endListening;

    ClientStreams(Transport transport, PendingCalls calls, Duration beat) {
        this.transport = transport;
        this.calls = calls;
        this.beat = beat;
        this.writer = new FrameWriter("stubject-frames", transport::maxPayload);
        this.endListening = transport.onDisconnect(this::disconnected);
    }

    /** How this client is called among those of an instance. */
    String name() {
        return name;
    }

    FrameWriter writer() {
        return writer;
    }

    ByteBudget budget() {
        return budget;
    }

    /**
     * Enters a stream that an instance has accepted.
     *
     * @param subject what was called: beats go behind it, too
     */
    void add(String instance, String subject, String slot, StreamEnd end) {
        boolean first;
        boolean added;
        Beating beating;
        synchronized (this) {
            beating = instances.get(instance);
            first = beating == null;
            if (beating == null) {
                beating = new Beating(instance, subject);
                instances.put(instance, beating);
            }
            added = beating.link.add(slot, end);
        }
        if (!added) {
            end.breakOff(Ending.Cause.PROTOCOL, "the instance has given one slot to two streams");
            end.abandon();
        }
        if (first) {
            beating.begin();
        }
    }

    /** Forgets a stream. */
    synchronized void remove(String instance, String slot, StreamEnd end) {
        Beating beating = instances.get(instance);
        if (beating != null && beating.link.remove(slot, end)) {
            instances.remove(instance);
            beating.end();
        }
    }

    /** How many instances there are streams with. */
    int size() {
        return instances.size();
    }

    private void disconnected() {
        instances
                .values()
                .forEach(
                        beating -> beating.link.breakOff(Ending.Cause.DISCONNECTED, "the connection to NATS was lost"));
    }

    /** The beats to one instance. Waits for their answers as calls do; its time comes once a second. */
    private final class Beating extends PendingCalls.Waiting {
        private final Link link = new Link(name, writer, beat.toNanos(), true);
        private final String subject;
        private volatile boolean answered;
        private volatile boolean over;

        private Beating(String instance, String subject) {
            calls.super();
            this.subject = ReservedTail.beat(subject, instance);
        }

        /** The first at once: where nobody hears it, the instance cannot be reached at all. */
        private void begin() {
            try {
                open(beat);
                if (over) { // all streams have ended meanwhile
                    end();
                } else {
                    beat(link.beats(), replyTo());
                }
            } catch (RpcException e) {
                link.breakOff(Ending.Cause.DISCONNECTED, e.text());
            }
        }

        private void end() {
            over = true;
            boolean unusedIfNotBegun = leave();
        }

        /** Between frames, so that a connection that takes none holds nobody up. */
        private void beat(List<byte[]> payloads, @Nullable String replyTo) {
            writer.schedule(() -> publish(payloads, replyTo));
        }

        private void publish(List<byte[]> payloads, @Nullable String replyTo) {
            for (byte[] payload : payloads) {
                try {
                    transport.publish(subject, replyTo, null, payload);
                } catch (IllegalStateException | IllegalArgumentException e) {
                    return; // one that is missing; too many of them end the streams
                }
            }
        }

        @Override
        void receive(InboundMessage reply) {
            if (reply.noResponders()) {
                link.breakOff(
                        Ending.Cause.PEER_GONE,
                        answered ? "the instance is gone" : "the instance" + NOT_REACHED + subject + TAIL);
                return;
            }
            answered = true;
            try {
                beat(link.conclude(Beat.read(reply.data())), null);
            } catch (MalformedFrameException e) {
                link.breakOff(Ending.Cause.PROTOCOL, "the instance sent a malformed beat: " + e.getMessage());
            }
        }

        @Override
        void expire() {
            if (over) {
                end();
                return;
            }
            if (!transport.isConnected()) {
                link.breakOff(Ending.Cause.DISCONNECTED, "the connection to NATS was lost");
            } else if (link.tick() > Beats.MOST_MISSED) {
                link.breakOffSilent(
                        Beats.MOST_MISSED,
                        answered
                                ? "the instance gives no sign of life"
                                : "the instance gives no sign of life and perhaps" + NOT_REACHED + subject + TAIL);
            } else {
                beat(link.beats(), replyTo());
            }
            expireIn(beat.toNanos());
        }

        @Override
        void close() {
            end(); // the streams end by themselves, and tell the instance
        }

        @Override
        boolean cancel(String why) {
            return false; // nobody does
        }
    }

    /** Forgets all streams, which have been broken off before, once their instances have been told. */
    @Override
    public void close() {
        endListening.run();
        if (!instances.isEmpty()) {
            awaitTold();
        }
        instances
                .values()
                .forEach(beating -> beating.link.breakOff(Ending.Cause.DISCONNECTED, PendingCalls.CLOSED_MEANWHILE));
        writer.close();
    }

    /** Whoever closes the client may close its connection next, and with it lose what has not left. */
    private void awaitTold() {
        boolean interrupted = Thread.interrupted();
        try {
            if (writer.awaitIdle(TOLD_LIMIT.toNanos()) && transport.isConnected()) {
                transport.flush(TOLD_LIMIT);
            }
        } catch (TimeoutException e) {
            // They notice that the beats stop.
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
