package io.github.stubject.runtime.internal.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All streams that one client and one instance have with each other, on one of the two sides, and what the beats between
 * them say: what has been sent and is not known to have arrived, and what the other side's last beat asked for. A stream
 * that does not move is not mentioned, so ten thousand idle ones cost as much as one. Safe for any thread.
 */
public final class Link {
    /** So that a beat stays below 64 KiB. */
    private static final int MOST_ENTRIES = 1024;

    /** What a peer may make this side remember. */
    private static final int MOST_UNKNOWN = 16 * 1024;

    private final String id;
    private final Map<String, StreamEnd> ends = new ConcurrentHashMap<>();

    // Guarded by this.
    private Set<String> unknown = new HashSet<>();
    private Set<String> unknownBefore = new HashSet<>();
    private int silence;

    /** @param id the client's */
    public Link(String id) {
        this.id = id;
    }

    /** Adds a stream. */
    public void add(String slot, StreamEnd end) {
        ends.put(slot, end);
    }

    /** Takes a stream out; whether it was the last. */
    public boolean remove(String slot) {
        ends.remove(slot);
        return ends.isEmpty();
    }

    /** The stream in a slot. */
    public @Nullable StreamEnd get(String slot) {
        return ends.get(slot);
    }

    public boolean isEmpty() {
        return ends.isEmpty();
    }

    /** A beat is due, or would be; how many there have been since the other side was last heard. */
    public synchronized int tick() {
        unknownBefore = unknown;
        unknown = new HashSet<>();
        return ++silence;
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
        synchronized (this) {
            silence = 0;
        }
        List<Beat.Entry> answers = new ArrayList<>();
        for (Beat.Entry entry : beat.entries()) {
            StreamEnd end = ends.get(entry.slot());
            if (end == null) {
                if (entry instanceof Beat.Sent && isUnknownForLong(entry.slot())) {
                    answers.add(new Beat.Gone(entry.slot()));
                }
            } else if (entry instanceof Beat.Sent sent) {
                answers.add(end.sentByPeer(sent));
            } else if (entry instanceof Beat.Seen seen) {
                end.seenByPeer(seen);
            } else {
                end.breakOff(Ending.Cause.PEER_GONE, "the other side does not know this stream any more");
            }
        }
        return answers;
    }

    /** Its first frame may be on its way; it is not still, a beat later. */
    private synchronized boolean isUnknownForLong(String slot) {
        if (unknown.size() < MOST_UNKNOWN) {
            unknown.add(slot);
        }
        return unknownBefore.contains(slot);
    }

    private List<Beat.Entry> sent(List<Beat.Entry> entries) {
        ends.forEach((slot, end) -> {
            Beat.Sent sent = end.sent(slot);
            if (sent != null) {
                entries.add(sent);
            }
        });
        return entries;
    }

    private List<byte[]> write(List<Beat.Entry> entries, boolean atLeastOne) {
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < entries.size() || (i == 0 && atLeastOne); i += MOST_ENTRIES) {
            payloads.add(new Beat(id, entries.subList(i, Math.min(entries.size(), i + MOST_ENTRIES))).write());
        }
        return payloads;
    }

    /** Breaks all streams off. */
    public void breakOff(Ending.Cause cause, String text) {
        ends.values().forEach(end -> end.breakOff(cause, text));
    }
}
