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
import java.util.List;
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

    private static final int SLOT_BYTES = 12;

    private final Transport transport;
    private final ReplyGuard guard;
    private final Duration beat;
    private final FrameWriter writer;
    private final ByteBudget budget = new ByteBudget();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, HostSlot> slots = new ConcurrentHashMap<>();
    private final Map<String, HostSlot> openings = new ConcurrentHashMap<>();
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer;
    private @Nullable Future<?> ticking;

    HostStreams(Transport transport, ReplyGuard guard, Duration beat) {
        this.transport = transport;
        this.guard = guard;
        this.beat = beat;
        this.writer = new FrameWriter("stubject-host-frames", transport::maxPayload);
        this.timer = new ScheduledThreadPoolExecutor(1, Threads.daemons("stubject-host-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(2 * beat.toMillis(), TimeUnit.MILLISECONDS);
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

    /**
     * Takes the place of the one stream whose frames go to this reply subject; false if another has it: then the opening has
     * come twice.
     */
    boolean claim(String replyTo, HostSlot slot) {
        return openings.putIfAbsent(replyTo, slot) == null;
    }

    /** Gives the place up. */
    void unclaim(String replyTo, HostSlot slot) {
        openings.remove(replyTo, slot);
    }

    /** Enters a stream that a client has opened. */
    synchronized void add(String link, HostSlot slot) {
        slots.put(slot.name(), slot);
        boolean unusedAsSlotsAreUnique =
                links.computeIfAbsent(link, this::newLink).add(slot.name(), slot.end());
        if (ticking == null) {
            ticking = timer.scheduleWithFixedDelay(this::tick, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Link newLink(String link) {
        return new Link(link, writer, beat.toNanos(), false);
    }

    /** Forgets a stream. */
    synchronized void remove(String link, HostSlot slot) {
        slots.remove(slot.name());
        Link itsLink = links.get(link);
        if (itsLink != null && itsLink.remove(slot.name(), slot.end())) {
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

    /** How many streams are remembered in any way. */
    int size() {
        return Math.max(openings.size(), Math.max(slots.size(), links.size()));
    }

    private void tick() {
        try {
            boolean connected = transport.isConnected();
            for (Link link : links.values()) {
                if (!connected) {
                    link.breakOff(Ending.Cause.DISCONNECTED, "the service has lost its connection");
                } else if (link.tick() > Beats.MOST_MISSED) {
                    link.breakOffSilent(Beats.MOST_MISSED, "the caller gives no sign of life");
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
        HostSlot slot = slots.get(subject.substring(subject.lastIndexOf('.') + 1));
        if (slot == null || !slot.frameSubject().equals(subject)) {
            return; // it has ended, or somebody guesses
        }
        try {
            slot.end().receive(message, Frame.read(message.data()));
        } catch (MalformedFrameException e) {
            slot.end().breakOff(Ending.Cause.PROTOCOL, "the caller sent a malformed frame: " + e.getMessage());
        }
    }

    /** Takes a client's beat, on a reading thread. */
    void beat(InboundMessage message) {
        String replyTo = message.replyTo();
        try {
            Beat theirs = Beat.read(message.data());
            Link known = links.get(theirs.link());
            Link link = known == null ? newLink(theirs.link()) : known;
            if (replyTo == null) {
                link.conclude(theirs); // it is the last word of an exchange
            } else if (guard.isSafe(replyTo)) {
                List<byte[]> answers = link.answer(theirs);
                writer.schedule(() -> answers.forEach(answer -> publish(replyTo, answer)));
            }
        } catch (MalformedFrameException e) {
            LOG.log(Level.DEBUG, "A beat was not understood", Printable.of(e));
        }
    }

    private void publish(String replyTo, byte[] answer) {
        try {
            transport.publish(replyTo, null, null, answer);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "A beat was not answered", Printable.of(e));
        }
    }

    /** Ends without a word to anybody; what is open has been ended before, and is forgotten now. */
    @Override
    public void close() {
        links.values().forEach(link -> link.breakOff(Ending.Cause.DISCONNECTED, "this instance has shut down"));
        timer.shutdownNow();
        writer.close();
    }
}
