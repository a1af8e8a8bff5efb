package io.github.stubject.runtime.internal.jetstream;

import io.github.stubject.runtime.internal.jetstream.HeldEvent.State;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events that one instance has of one consumer: which wait, which run, and of which JetStream must be told that they are
 * not forgotten. Guarded by its owner; times are of {@link System#nanoTime}.
 */
public final class HeldEvents {
    private static final int TOLD_IN_ACK_WAIT = 3;

    private final int slots;
    private final long ackWait;
    private final long longestRun;
    /** Those that JetStream has given to this instance, by their numbers in the stream. */
    private final Map<Long, HeldEvent> held = new HashMap<>();

    private final Deque<HeldEvent> waiting = new ArrayDeque<>();
    private int running;
    private int givenUp;

    /** @param slots how many run at the same time */
    public HeldEvents(int slots, Duration ackWait, Duration longestRun) {
        this.slots = slots;
        this.ackWait = ackWait.toNanos();
        this.longestRun = longestRun.toNanos();
    }

    /** Takes an event; {@code false} if this instance has it already, and JetStream has only lost patience. */
    public boolean add(InboundMessage message, AckSubject ack, long now) {
        HeldEvent before = held.get(ack.streamSequence());
        if (before != null && before.ack().storedAt().equals(ack.storedAt())) {
            before.again(ack, now);
            return false;
        }
        if (before != null) {
            lose(before);
        }
        HeldEvent event = new HeldEvent(message, ack, now);
        held.put(ack.streamSequence(), event);
        waiting.add(event);
        return true;
    }

    /** The stream of all that is here is gone, and another one may have its name. */
    public void loseAll() {
        all().forEach(this::lose);
    }

    private void lose(HeldEvent event) {
        event.setGone();
        waiting.remove(event);
        if (event.state == State.RUNNING) {
            giveUp(event);
        } else {
            forget(event);
        }
    }

    /** It keeps its slot as long as it runs, and nothing else. */
    private void giveUp(HeldEvent event) {
        held.remove(event.ack().streamSequence(), event);
        event.state = State.GIVEN_UP;
        givenUp++;
    }

    /**
     * The next to run, which counts as running; {@code null} if there is none, or no slot. What has waited without JetStream
     * having heard of it is dropped: others have it by now.
     */
    public @Nullable HeldEvent next(long now) {
        while (running < slots) {
            HeldEvent event = waiting.poll();
            if (event == null) {
                return null;
            }
            if (isOurs(event, now)) {
                event.state = State.RUNNING;
                event.started = now;
                running++;
                return event;
            }
            forget(event);
        }
        return null;
    }

    /** Whether JetStream still takes it for ours. */
    public boolean isOurs(HeldEvent event, long now) {
        return !event.isGone() && now - event.told < ackWait;
    }

    /** It runs no more, and is kept until it is put aside. */
    public void aside(HeldEvent event) {
        leaveSlot(event);
        event.state = State.ASIDE;
        held.putIfAbsent(event.ack().streamSequence(), event); // it may have been given up
    }

    /** Nothing more is to be done about it here. */
    public void end(HeldEvent event) {
        leaveSlot(event);
        forget(event);
    }

    private void leaveSlot(HeldEvent event) {
        if (event.state == State.GIVEN_UP) {
            givenUp--;
        }
        if (event.state == State.RUNNING || event.state == State.GIVEN_UP) {
            running--;
        }
    }

    private void forget(HeldEvent event) {
        held.remove(event.ack().streamSequence(), event);
        event.state = State.ENDED;
    }

    /** Whether whatever runs here runs for too long: what waits for it had better go elsewhere. */
    public boolean isStuck() {
        return givenUp >= slots;
    }

    /** Ends all that wait, and gives them. */
    public List<HeldEvent> takeWaiting() {
        List<HeldEvent> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(this::forget);
        return all;
    }

    /** Those that have run for too long, once: JetStream may give them to others, but they keep their slots. */
    public List<HeldEvent> takeOverdue(long now) {
        List<HeldEvent> overdue = new ArrayList<>(0);
        for (HeldEvent event : held.values()) {
            if (event.state == State.RUNNING && now - event.started >= longestRun) {
                overdue.add(event);
            }
        }
        overdue.forEach(this::giveUp);
        return overdue;
    }

    /** Those that JetStream is to be told of now, and counts as told; not what waits and is ours no more. */
    public List<HeldEvent> takeUntold(long now) {
        List<HeldEvent> untold = new ArrayList<>(0);
        for (HeldEvent event : held.values()) {
            boolean lost = event.state == State.WAITING && !isOurs(event, now);
            if (!lost && now - event.told >= ackWait / TOLD_IN_ACK_WAIT) {
                event.told = now;
                untold.add(event);
            }
        }
        return untold;
    }

    /** All that JetStream has given to this instance. */
    public Collection<HeldEvent> all() {
        return List.copyOf(held.values());
    }

    /** How many there are, those that run for too long included. */
    public int size() {
        return held.size() + givenUp;
    }
}
