package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.stream.Beat;
import io.github.stubject.runtime.internal.stream.ByteBudget;
import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.stream.Frame;
import io.github.stubject.runtime.internal.stream.FrameWriter;
import io.github.stubject.runtime.internal.stream.Link;
import io.github.stubject.runtime.internal.stream.MalformedFrameException;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.Transport;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All streams of one host: who is in which slot, which client each belongs to, and the beats of those clients. Owns the
 * thread on which frames leave, and the one that keeps time. Safe for any thread.
 */
final class HostStreams implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    static final Duration BEAT = Duration.ofSeconds(1);

    /** After how many beats that do not come the other side counts as dead. */
    static final int MOST_MISSED = 4;

    private static final int SLOT_BYTES = 12;

    private final Transport transport;
    private final ReplyGuard guard;
    private final FrameWriter writer = new FrameWriter("stubject-host-frames");
    private final ByteBudget budget = new ByteBudget();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ServedStream<?, ?>> slots = new ConcurrentHashMap<>();
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer;
    private @Nullable Future<?> ticking;

    HostStreams(Transport transport, ReplyGuard guard) {
        this.transport = transport;
        this.guard = guard;
        this.timer = new ScheduledThreadPoolExecutor(1, Threads.daemons("stubject-host-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(2 * BEAT.toMillis(), TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    FrameWriter writer() {
        return writer;
    }

    ByteBudget budget() {
        return budget;
    }

    /** A name that nobody can guess, which is what keeps strangers from writing into a stream. */
    String newSlot() {
        byte[] bytes = new byte[SLOT_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Enters a stream that a client has opened. */
    synchronized void add(String link, ServedStream<?, ?> stream) {
        slots.put(stream.slot(), stream);
        links.computeIfAbsent(link, Link::new).add(stream.slot(), stream.end());
        if (ticking == null) {
            ticking = timer.scheduleWithFixedDelay(this::tick, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Forgets a stream. */
    synchronized void remove(String link, ServedStream<?, ?> stream) {
        slots.remove(stream.slot());
        Link itsLink = links.get(link);
        if (itsLink != null && itsLink.remove(stream.slot())) {
            links.remove(link);
        }
        if (slots.isEmpty() && ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    /** Runs an action later, unless that is taken back. */
    Future<?> after(Duration delay, Runnable action) {
        return timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    int size() {
        return slots.size();
    }

    private void tick() {
        try {
            boolean connected = transport.isConnected();
            for (Link link : links.values()) {
                if (!connected) {
                    link.breakOff(Ending.Cause.DISCONNECTED, "the service has lost its connection");
                } else if (link.tick() > MOST_MISSED) {
                    link.breakOff(Ending.Cause.PEER_GONE, "the caller gives no sign of life");
                }
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Beats were not handled", Printable.of(e));
        }
    }

    /** Breaks all streams off, as their frames are lost. */
    void disconnected() {
        links.values().forEach(link -> link.breakOff(Ending.Cause.DISCONNECTED, "the service has lost its connection"));
    }

    /** Takes a client's frame, on a reading thread. */
    void receive(InboundMessage message) {
        String subject = message.subject();
        ServedStream<?, ?> stream = slots.get(subject.substring(subject.lastIndexOf('.') + 1));
        if (stream == null || !stream.frameSubject().equals(subject)) {
            return; // it has ended, or somebody guesses
        }
        try {
            stream.end().receive(message, Frame.read(message.data()));
        } catch (MalformedFrameException e) {
            stream.end().breakOff(Ending.Cause.PROTOCOL, "the caller sent a malformed frame: " + e.getMessage());
        }
    }

    /** Takes a client's beat, on a reading thread. */
    void beat(InboundMessage message) {
        String replyTo = message.replyTo();
        try {
            Beat beat = Beat.read(message.data());
            Link known = links.get(beat.link());
            Link link = known == null ? new Link(beat.link()) : known;
            if (replyTo == null) {
                link.conclude(beat); // it is the last word of an exchange
            } else if (guard.isSafe(replyTo)) {
                for (byte[] answer : link.answer(beat)) {
                    transport.publish(replyTo, null, null, answer);
                }
            }
        } catch (MalformedFrameException | IllegalStateException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "A beat was not answered", Printable.of(e));
        }
    }

    /** Ends without a word to anybody; what is open has been ended before. */
    @Override
    public void close() {
        timer.shutdownNow();
        writer.close();
    }
}
