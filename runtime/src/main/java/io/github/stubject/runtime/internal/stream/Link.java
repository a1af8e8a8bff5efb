package io.github.stubject.runtime.internal.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * All streams that one client and one instance have with each other, on one of the two sides, and what the beats between
 * them say: what has been sent and is not known to have arrived, and what the other side's last beat asked for. A stream
 * that does not move is not mentioned, so ten thousand idle ones cost as much as one; only once the other side may have
 * forgotten streams, which its epoch shows, all are. Safe for any thread.
 */
public final class Link {
    /** A text of 64 bytes and its length, and three numbers. */
    private static final int LONGEST_ENTRY = 96;

    /** What a peer may make this side remember. */
    private static final int MOST_UNKNOWN = 16 * 1024;

    private static final long EPOCHS = 1L << 48;
    private static final int UNKNOWN_TICKS = 4;

    private final String id;
    private final FrameWriter writer;
    private final long beatNanos;
    private final boolean patient;
    private final Map<String, StreamEnd> ends = new ConcurrentHashMap<>();

    // Guarded by this.
    private final Map<String, Long> unknown = new HashMap<>();
    private long epoch = newEpoch();
    private long itsEpoch = -1;
    private int silence;

    /**
     * @param id the client's
     * @param beatNanos the time from beat to beat
     * @param patient whether the other side may know of a stream before this one does
     */
    public Link(String id, FrameWriter writer, long beatNanos, boolean patient) {
        this.id = id;
        this.writer = writer;
        this.beatNanos = beatNanos;
        this.patient = patient;
    }

    private static long newEpoch() {
        return ThreadLocalRandom.current().nextLong(EPOCHS);
    }

    /** Adds a stream; false if there is another one in the slot. */
    public boolean add(String slot, StreamEnd end) {
        return ends.putIfAbsent(slot, end) == null;
    }

    /** Takes a stream out; whether it was the last. */
    public boolean remove(String slot, StreamEnd end) {
        return ends.remove(slot, end) && ends.isEmpty();
    }

    /** A beat is due, or would be; how many there have been since the other side was last heard. */
    public int tick() {
        boolean heard = false;
        for (StreamEnd end : ends.values()) {
            heard |= end.liveness().tick();
        }
        return countTick(heard);
    }

    /** Frames are a sign of life too: on a slow connection, beats wait behind them. */
    private synchronized int countTick(boolean heard) {
        long old = System.nanoTime() - UNKNOWN_TICKS * beatNanos;
        unknown.values().removeIf(since -> since - old < 0);
        silence = heard ? 0 : silence + 1;
        return silence;
    }

    /** Beats that begin an exchange: at least one. */
    public List<byte[]> beats() {
        return write(sent(new ArrayList<>()), true);
    }

    /** Takes a beat, and returns those that answer it: at least one. */
    public List<byte[]> answer(Beat beat) {
        return write(sent(handle(beat)), true);
    }

    /** Takes a beat that answers, or ends an exchange; what is to be said to it is returned, and may be nothing. */
    public List<byte[]> conclude(Beat beat) {
        return write(handle(beat), false);
    }

    private List<Beat.Entry> handle(Beat beat) {
        boolean forgetful;
        synchronized (this) {
            silence = 0;
            forgetful = beat.epoch() != itsEpoch;
            itsEpoch = beat.epoch();
        }
        if (forgetful) {
            ends.values().forEach(end -> end.liveness().doubt());
        }
        List<Beat.Entry> answers = new ArrayList<>();
        for (Beat.Entry entry : beat.entries()) {
            StreamEnd end = ends.get(entry.slot());
            if (end == null) {
                if (entry instanceof Beat.Sent && isUnknownForLong(entry.slot())) {
                    answers.add(new Beat.Gone(entry.slot()));
                }
            } else if (entry instanceof Beat.Sent sent) {
                answers.add(end.liveness().sentByPeer(sent, beatNanos / 2));
            } else if (entry instanceof Beat.Seen seen) {
                end.liveness().seenByPeer(seen);
            } else {
                end.breakOff(Ending.Cause.PEER_GONE, "the other side does not know this stream any more");
            }
        }
        return answers;
    }

    /** Its first frame may be on its way; it is not still, a beat later. */
    private synchronized boolean isUnknownForLong(String slot) {
        if (!patient) {
            return true;
        }
        long now = System.nanoTime();
        Long since = unknown.get(slot);
        if (since == null) {
            if (unknown.size() < MOST_UNKNOWN) {
                unknown.put(slot, now);
            }
            return false;
        }
        return now - since >= beatNanos / 2;
    }

    private List<Beat.Entry> sent(List<Beat.Entry> entries) {
        ends.forEach((slot, end) -> {
            Beat.Sent sent = end.liveness().sent(slot);
            if (sent != null) {
                entries.add(sent);
            }
        });
        return entries;
    }

    private List<byte[]> write(List<Beat.Entry> entries, boolean atLeastOne) {
        long current;
        synchronized (this) {
            current = epoch;
        }
        int most = Math.max(1, writer.largestBeat() / LONGEST_ENTRY - 1);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < entries.size() || (i == 0 && atLeastOne); i += most) {
            payloads.add(new Beat(id, current, entries.subList(i, Math.min(entries.size(), i + most))).write());
        }
        return payloads;
    }

    /** Breaks all streams off, without a word to the other side, which gets to know it by the next beat if there is one. */
    public void breakOff(Ending.Cause cause, String text) {
        synchronized (this) {
            epoch = newEpoch();
        }
        ends.values().forEach(end -> end.breakOff(cause, text));
    }

    /**
     * Breaks off, as those of a peer that is gone, the streams that have been there for more than so many beats. A new one must
     * not suffer for others that its client has forgotten.
     */
    public void breakOffSilent(int beats, String text) {
        synchronized (this) {
            epoch = newEpoch();
        }
        ends.values().stream()
                .filter(end -> end.liveness().ticks() > beats)
                .forEach(end -> end.breakOff(Ending.Cause.PEER_GONE, text));
    }
}
