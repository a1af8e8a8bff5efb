package io.github.stubject.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stubject.runtime.internal.jetstream.Pulls;
import io.github.stubject.runtime.internal.jetstream.Pulls.Pull;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.Receiver;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks one consumer for events, and keeps at it: when requests end, the connection comes back, or the server forgets them.
 * Where nothing answers it looks whether the consumer is still there, and makes it once more if it may.
 */
final class PullRequests {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private static final Duration EXPIRES = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final String PENDING = "Nats-Pending-Messages";

    private static final int HEARTBEAT_CODE = 100;
    private static final int NOT_FOUND = 404;
    private static final int TIMED_OUT = 408;

    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5000;

    private final ConsumerPlan plan;
    private final DurableListening host;
    private final Receiver events;
    private final Holding held;
    private final String inbox;
    private final String subject;

    // Guarded by this.
    private final Pulls pulls;
    private boolean stopped;
    private boolean disconnected;
    /** Whether somebody looks for the consumer; nothing is asked for then. */
    private boolean looking;

    private long pause = FIRST_PAUSE_MS;
    private @Nullable String logged;

    /**
     * @param events takes what is no status, on the reading thread
     * @param held the events that this instance has
     */
    PullRequests(ConsumerPlan plan, int slots, DurableListening host, Receiver events, Holding held) {
        this.plan = plan;
        this.host = host;
        this.events = events;
        this.held = held;
        this.pulls = new Pulls(slots, plan.options().prefetch(), EXPIRES, HEARTBEAT);
        this.inbox = host.transport().newInbox() + ".";
        this.subject = ConsumerApi.API + "CONSUMER.MSG.NEXT." + plan.stream() + "." + plan.name();
    }

    void start() {
        host.group().subscribe(inbox + "*", null, this::receive);
        pull();
    }

    /** Asks for more, if that is due. */
    void pull() {
        int now = held.load();
        Pull pull;
        synchronized (this) {
            if (stopped || looking || disconnected) {
                return;
            }
            pull = pulls.next(now, System.nanoTime());
        }
        if (pull == null) {
            return;
        }
        try {
            host.transport().publish(subject, inbox + pull.token(), null, pull.json());
        } catch (IllegalStateException e) {
            disconnected(); // or as good as that
        }
    }

    private void receive(InboundMessage message) {
        long now = System.nanoTime();
        if (message.subject().startsWith(inbox)) {
            InboundMessage.Status status = message.status();
            if (status != null) { // else it is from nobody who delivers events, which keep their own subjects
                receive(message.subject().substring(inbox.length()), status, pending(message), now);
            }
            return;
        }
        synchronized (this) {
            pulls.received(now);
            pause = FIRST_PAUSE_MS; // what is wrong the next time is something else
        }
        events.receive(message);
    }

    private static int pending(InboundMessage message) {
        String pending = message.header(PENDING);
        try {
            return pending == null ? -1 : Integer.parseInt(pending);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void receive(String token, InboundMessage.Status status, int pending, long now) {
        boolean isHeartbeat = status.code() == HEARTBEAT_CODE;
        boolean isEnd = status.code() == NOT_FOUND || status.code() == TIMED_OUT;
        synchronized (this) {
            if (isHeartbeat) {
                pulls.heartbeat(token, now);
                return;
            }
            pulls.ended(token, pending, now);
        }
        if (isEnd) {
            pull();
        } else {
            look(status.code() + (status.text().isEmpty() ? "" : " " + status.text()));
        }
    }

    /** What is outstanding is lost with the connection. */
    synchronized void disconnected() {
        disconnected = true;
    }

    /** While connected, on the timer thread. */
    void tick(long now) {
        boolean silent;
        synchronized (this) {
            if (disconnected) {
                disconnected = false;
                pulls.reset();
            }
            pulls.expire(now);
            silent = pulls.isSilent(now);
            if (silent) {
                pulls.reset();
            }
        }
        if (silent) {
            look("no heartbeats");
        } else {
            pull();
        }
    }

    /** Looks for the consumer before anything more is asked of it. */
    private void look(String why) {
        long millis;
        synchronized (this) {
            if (looking || stopped) {
                return;
            }
            looking = true;
            millis = pause;
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        }
        LOG.log(Level.DEBUG, "Consumer {0} of stream {1}: {2}", plan.name(), plan.stream(), why);
        host.later(millis, this::lookNow);
    }

    private void lookNow() {
        var unused = host.api().consumer(plan.stream(), plan.name()).whenComplete((found, failure) -> {
            if (failure == null) {
                held.remade(ConsumerSetup.deliveredOf(found) + 1, ConsumerSetup.floorOf(found));
                found();
                return;
            }
            JetStreamError error = ConsumerApi.errorOf(failure);
            if (error.code() == JetStreamError.CONSUMER_NOT_FOUND && plan.makesMissing()) {
                makeAgain();
            } else {
                lookAgain(error);
            }
        });
    }

    private void makeAgain() {
        if (isStopped()) {
            return;
        }
        long from = held.position();
        var unused = new ConsumerSetup(host.api()).again(plan, from).whenComplete((start, failure) -> {
            if (failure != null) {
                lookAgain(ConsumerApi.errorOf(failure));
                return;
            }
            LOG.log(
                    Level.WARNING,
                    "Consumer " + plan.name() + " of stream " + plan.stream()
                            + " was deleted; it is made again, and begins with number " + start
                            + ". What other instances had of it before may be lost or come twice");
            if (start == from) {
                held.begin(start);
            } else {
                held.beginAnew(start);
            }
            found();
        });
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private void found() {
        boolean back;
        synchronized (this) {
            looking = false;
            back = logged != null;
            logged = null;
            pulls.reset();
        }
        if (back) {
            LOG.log(Level.INFO, "Consumer {0} of stream {1} is there again", plan.name(), plan.stream());
        }
        pull();
    }

    private void lookAgain(JetStreamError error) {
        boolean isNew;
        synchronized (this) {
            looking = false;
            isNew = !error.getMessage().equals(logged) && host.transport().isConnected();
            if (isNew) {
                logged = error.getMessage();
            }
        }
        if (isNew && !isStopped()) {
            LOG.log(
                    Level.WARNING,
                    "Consumer " + plan.name() + " of stream " + plan.stream() + " gives no events of "
                            + plan.event().fullName() + ", and is looked for until it does: " + error.getMessage());
        }
        look(error.getMessage());
    }

    /** Asks for nothing more. */
    synchronized void stop() {
        stopped = true;
    }

    /**
     * Has the server notice that nobody listens any more to what is outstanding. Servers up to 2.9 do that with the first
     * event that is given back, and forget it over that until its time for an ack has passed.
     */
    void sweep() {
        try {
            host.transport().publish(subject, inbox + "end", null, "{\"batch\":1,\"no_wait\":true}".getBytes(UTF_8));
        } catch (IllegalStateException e) {
            // Without a server there is nothing to be noticed.
        }
    }

    /** Deletes the consumer, without waiting for it. */
    void delete() {
        if (host.transport().isConnected()) {
            var unused = host.api().deleteConsumer(plan.stream(), plan.name());
        }
    }
}
