package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.jetstream.AckSubject;
import io.github.stubject.runtime.internal.jetstream.Acks;
import io.github.stubject.runtime.internal.jetstream.HeldEvent;
import io.github.stubject.runtime.internal.jetstream.HeldEvents;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One consumer as one host takes events from it: keeps them alive while they wait and run, has them handled, and tells
 * JetStream what became of them.
 */
final class DurableConsumer {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    /** A task makes way for those of others after so many events. */
    private static final int MOST_IN_A_ROW = 64;

    /** Not before the server has noticed that this instance waits for nothing. */
    private static final Duration SHORTLY = Duration.ofMillis(50);

    private static final Duration LATER = Duration.ofSeconds(1);

    private final ConsumerPlan plan;
    private final DurableListening host;
    private final Preparing runs;
    private final Executor executor;
    private final SubscriptionCounters counters;
    private final PullRequests pulls;
    private final @Nullable DeadLetters deadLetters;
    private final SeldomLog deadLettersLog = new SeldomLog();
    private final SeldomLog refusalsLog = new SeldomLog();

    private final Holding events;

    /** Makes a run of a message. */
    interface Preparing {
        EventRun<?> prepare(InboundMessage message, StoredEvent stored);
    }

    /** @param slots how many events are handled at the same time */
    DurableConsumer(
            ConsumerPlan plan,
            int slots,
            DurableListening host,
            Preparing runs,
            Executor executor,
            SubscriptionCounters counters) {
        DurableOptions options = plan.options();
        this.plan = plan;
        this.host = host;
        this.runs = runs;
        this.executor = executor;
        this.counters = counters;
        this.events = new Holding(new HeldEvents(slots, options.ackWait(), options.longestRun()));
        this.pulls = new PullRequests(plan, slots, host, this::receive, events);
        String dead = plan.deadLetters();
        this.deadLetters = dead == null ? null : new DeadLetters(host.api(), dead);
    }

    /** See {@link ConsumerSetup#prepare}. */
    void prepare() throws InterruptedException {
        long floor = new ConsumerSetup(host.api()).prepare(plan);
        events.begin(floor);
    }

    void start() {
        pulls.start();
    }

    /** Takes an event, on the reading thread. */
    private void receive(InboundMessage message) {
        AckSubject ack = AckSubject.parse(message.replyTo());
        if (ack == null || !ack.isOf(plan.stream(), plan.name())) {
            return; // nobody but the consumer has anything to say here, and acks are to go to no other
        }
        events.add(message, ack);
        counters.received.increment();
        if (ack.deliveries() > 1) {
            counters.redelivered.increment();
        }
        fillSlots();
    }

    private void fillSlots() {
        HeldEvent event = events.next();
        while (event != null) {
            submit(event);
            event = events.next();
        }
    }

    private void submit(HeldEvent first) {
        try {
            executor.execute(() -> handle(first));
        } catch (RejectedExecutionException e) {
            events.end(first, false); // the host is closed
        }
    }

    private void handle(HeldEvent first) {
        HeldEvent event = first;
        for (int i = 0; event != null; i++) {
            if (i == MOST_IN_A_ROW) {
                submit(event);
                return;
            }
            DurableOptions.DeadLetters limit = plan.options().deadLetters();
            if (limit != null && event.ack().deliveries() > limit.maxDeliveries()) {
                putAside(event, "delivered " + limit.maxDeliveries() + " times, and never answered the last time");
            } else if (!run(event)) {
                return;
            }
            pulls.pull();
            event = events.next();
        }
    }

    /** Whether it has come to its end already. */
    private boolean run(HeldEvent event) {
        AckSubject ack = event.ack();
        EventRun<?> run = runs.prepare(
                event.message(),
                new StoredEvent(ack.stream(), ack.streamSequence(), ack.consumer(), ack.storedAt(), ack.deliveries()));
        event.onCancel(run::cancel);
        run.run();
        if (run.result().isDone()) {
            ended(event, run.result().join());
            return true;
        }
        var unused = run.result().thenAccept(result -> {
            ended(event, result);
            pulls.pull();
            fillSlots();
        });
        return false;
    }

    private void ended(HeldEvent event, EventResult result) {
        boolean stopped = events.isAborted();
        boolean cancelled = stopped || event.isCancelled();
        if (result.isHandled() && !cancelled) {
            end(event, Acks.ack());
            return;
        }
        long deliveries = event.ack().deliveries();
        DurableOptions.DeadLetters limit = plan.options().deadLetters();
        if (!events.isOurs(event)) {
            end(event, null); // others have it
        } else if (stopped) {
            end(event, Acks.nak(Duration.ZERO));
        } else if (limit != null && (!result.readable() || deliveries >= limit.maxDeliveries())) {
            putAside(event, reasonOf(event, result));
        } else {
            end(event, Acks.nak(plan.options().backoffAfter(deliveries)));
        }
    }

    private String reasonOf(HeldEvent event, EventResult result) {
        if (event.isCancelled()) {
            return "handled for longer than " + plan.options().longestRun();
        }
        try {
            return String.valueOf(result.failure());
        } catch (RuntimeException | Error e) { // it is the user's class
            return "its failure cannot be shown";
        }
    }

    private void putAside(HeldEvent event, String reason) {
        if (deadLetters == null) {
            throw new IllegalStateException("there is no place for dead letters");
        }
        events.aside(event);
        var unused = deadLetters.put(event, reason).whenComplete((stored, failure) -> {
            if (failure == null) {
                counters.deadLetters.increment();
                log(deadLettersLog, event, "is put aside: " + WireHeaders.clean(reason));
                end(event, Acks.term());
            } else {
                String why = ConsumerApi.errorOf(failure).getMessage();
                log(refusalsLog, event, "cannot be put aside, and will be tried again: " + why);
                end(event, Acks.nak(plan.options().backoffAfter(event.ack().deliveries())));
            }
            pulls.pull();
            fillSlots();
        });
    }

    private void log(SeldomLog seldom, HeldEvent event, String what) {
        long times = seldom.add();
        if (times > 0) {
            LOG.log(
                    Level.WARNING,
                    "Event " + plan.event().fullName() + ", number "
                            + event.ack().streamSequence() + " of stream " + plan.stream() + ", " + what
                            + (times == 1 ? "" : "; " + (times - 1) + " before it, too"));
        }
    }

    /** @param word what to tell JetStream; {@code null} for nothing */
    private void end(HeldEvent event, byte @Nullable [] word) {
        if (word == null || event.isGone()) {
            events.end(event, false);
        } else {
            tell(event.ack(), word);
            events.end(event, word[0] == '+');
        }
    }

    private void tell(AckSubject ack, byte[] word) {
        try {
            host.transport().publish(ack.text(), null, null, word);
        } catch (IllegalStateException e) {
            // Then the event comes again, here or elsewhere.
        }
    }

    void disconnected() {
        pulls.disconnected();
    }

    /** Does what time asks for, on the timer thread. */
    void tick(long now, boolean connected) {
        events.takeOverdue(now).forEach(HeldEvent::cancel);
        if (connected) {
            events.takeUntold(now).forEach(event -> tell(event.ack(), Acks.progress()));
            if (events.isStuck()) {
                giveBack(LATER); // by then others may have asked for it
            }
            pulls.tick(now);
        }
    }

    /** Begins nothing more. */
    void drain() {
        pulls.stop();
        events.drain();
    }

    /**
     * Gives back what waits, for others to have it at once: when nothing is subscribed to any more, else the server gives it to
     * what this instance has asked for before.
     */
    void giveBack() {
        pulls.sweep();
        giveBack(SHORTLY);
    }

    private void giveBack(Duration delay) {
        events.takeWaiting().forEach(event -> tell(event.ack(), Acks.nak(delay)));
    }

    /** Waits until it has no events any more; whether that came within the time. */
    boolean awaitIdle(long nanos) throws InterruptedException {
        return events.awaitIdle(nanos);
    }

    /** From now on nothing counts as handled. */
    void abort() {
        drain();
        giveBack(SHORTLY);
        events.abort();
        if (plan.isTemporary()) {
            pulls.delete();
        }
    }
}
