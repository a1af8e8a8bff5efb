package io.github.stubject.runtime.internal.stream;

import io.nats.client.impl.Headers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What comes from the other side: put into order, counted against the credit that was given, and kept until somebody takes
 * it. Guarded by its owner's lock.
 */
final class Incoming {
    /** Frames without messages among those that overtook others, as a connection with an executor for dispatchers delivers them. */
    private static final int MOST_EARLY_WITHOUT = 1024;

    /** What a frame has around its messages, at most. */
    private static final int AROUND = 64;

    /** The length before a packed message, at most. */
    private static final int LENGTH = 5;

    private static final int PART = 4;

    private final int windowMessages;
    private final int windowBytes;
    private final TreeMap<Long, Arrived> early = new TreeMap<>();
    private final Deque<Chunk> ready = new ArrayDeque<>();
    private long sequence;
    private long receivedMessages;
    private long receivedBytes;
    private long takenMessages;
    private long takenBytes;
    private long grantedMessages;
    private long grantedBytes;
    private long demand;
    private long earlyBytes;
    private int largestEarly;
    private long suspectedAt = -1;
    private long suspectedSince;
    private boolean ended;

    /** A frame, and the headers that it had. */
    record Arrived(Frame frame, @Nullable Headers headers) {}

    /** What is left of a data frame. */
    private static final class Chunk {
        private final Frame frame;
        private final Varint.Reader reader;

        private Chunk(Frame frame) {
            this.frame = frame;
            this.reader = frame.body();
        }

        /** The frame has been read through before, when it was counted. */
        private Slice next() {
            try {
                long length = frame.packed() ? reader.number() : frame.bodyLength();
                return new Slice(frame.data(), reader.skip(length), (int) length, frame.json());
            } catch (MalformedFrameException e) {
                throw new IllegalStateException(e);
            }
        }

        private boolean hasMore() {
            return frame.packed() && reader.hasMore();
        }
    }

    /**
     * @param demand how many messages are wanted so far; more can be wanted later
     */
    Incoming(int windowMessages, int windowBytes, long demand) {
        this.windowMessages = windowMessages;
        this.windowBytes = windowBytes;
        this.demand = demand;
    }

    /** Up to which frame all have come. */
    long sequence() {
        return sequence;
    }

    /** Whether nothing has come but the first frame. */
    boolean hasFirstOnly() {
        return sequence == 1 && early.isEmpty();
    }

    /** Why a frame cannot be taken. */
    enum Fault {
        NONE,
        LOST,
        TOO_MUCH
    }

    /** Takes a frame in whatever order; {@link #next} gives them out in theirs. A frame that comes twice counts once. */
    Fault arrive(Frame frame, @Nullable Headers headers) {
        if (frame.sequence() <= sequence) {
            return Fault.NONE;
        }
        if (early.putIfAbsent(frame.sequence(), new Arrived(frame, headers)) == null) {
            earlyBytes += frame.data().length;
            largestEarly = Math.max(largestEarly, frame.data().length);
        }
        // The credit lets no more be on its way, but for one message, which may be large.
        long most = windowBytes + (long) LENGTH * windowMessages + (long) AROUND * early.size();
        boolean tooMuch = earlyBytes - largestEarly > most || early.size() > windowMessages + MOST_EARLY_WITHOUT;
        return tooMuch ? Fault.LOST : Fault.NONE;
    }

    /** The next frame in order, if it has come. */
    @Nullable
    Arrived next() {
        if (early.isEmpty() || early.firstKey() != sequence + 1) {
            return null;
        }
        sequence++;
        Arrived next = early.pollFirstEntry().getValue();
        earlyBytes -= next.frame().data().length;
        if (early.isEmpty()) {
            largestEarly = 0;
        }
        return next;
    }

    /**
     * Keeps the messages of a data frame.
     *
     * @throws MalformedFrameException if its parts are not what they should be
     */
    Fault keep(Frame frame) throws MalformedFrameException {
        if (ended) {
            throw new MalformedFrameException("a message comes after the last one");
        }
        if (frame.packed()) {
            Varint.Reader reader = frame.body();
            if (!reader.hasMore()) {
                throw new MalformedFrameException("it has no message");
            }
            while (reader.hasMore()) {
                long length = reader.number();
                int unusedStart = reader.skip(length);
                if (!count(length)) {
                    return Fault.TOO_MUCH;
                }
            }
        } else if (!count(frame.bodyLength())) {
            return Fault.TOO_MUCH;
        }
        ready.add(new Chunk(frame));
        return Fault.NONE;
    }

    /** One message may be larger than what is left of the bytes. */
    private boolean count(long length) {
        boolean allowed = receivedMessages < grantedMessages && receivedBytes < grantedBytes;
        receivedMessages++;
        receivedBytes += length;
        return allowed;
    }

    /** No message follows so many in all; false if some are missing. */
    boolean end(long messages) {
        ended = true;
        return messages == receivedMessages;
    }

    /** Whether no message follows those that have come; some may be there still. */
    boolean hasEnded() {
        return ended;
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** The next message; {@code null} if none is there. */
    @Nullable
    Slice take() {
        Chunk chunk = ready.peek();
        if (chunk == null) {
            return null;
        }
        Slice slice = chunk.next();
        if (!chunk.hasMore()) {
            ready.remove();
        }
        takenMessages++;
        takenBytes += slice.length();
        return slice;
    }

    /** Wants so many more messages. */
    void demand(long more) {
        demand = demand > Long.MAX_VALUE - more ? Long.MAX_VALUE : demand + more;
    }

    /**
     * Whether the other side should be told of more credit: once there is a quarter more of what may be on its way, or when it
     * has used up all and nothing is left here.
     */
    boolean isCreditDue() {
        long moreMessages = targetMessages() - grantedMessages;
        long moreBytes = targetBytes() - grantedBytes;
        if (ended || (moreMessages <= 0 && moreBytes <= 0)) {
            return false;
        }
        boolean used = receivedMessages >= grantedMessages || receivedBytes >= grantedBytes;
        return (moreMessages > 0 && moreMessages * PART >= targetMessages() - takenMessages)
                || (moreMessages >= 0 && moreBytes * PART >= windowBytes)
                || (used && ready.isEmpty() && targetMessages() > receivedMessages);
    }

    private long targetMessages() {
        return Math.min(demand, takenMessages + windowMessages);
    }

    private long targetBytes() {
        return takenBytes + windowBytes;
    }

    /** Gives what there is to be given. */
    void grant() {
        grantedMessages = Math.max(grantedMessages, targetMessages());
        grantedBytes = Math.max(grantedBytes, targetBytes());
    }

    long grantedMessages() {
        return grantedMessages;
    }

    long grantedBytes() {
        return grantedBytes;
    }

    /**
     * Whether frames have been missing for so long, while later ones are known to have been sent, and nothing has been put into
     * order meanwhile.
     */
    boolean isLost(long sentSequence, long patienceNanos) {
        if (sentSequence <= sequence && early.isEmpty()) {
            suspectedAt = -1;
            return false;
        }
        long now = System.nanoTime();
        if (suspectedAt != sequence) {
            suspectedAt = sequence;
            suspectedSince = now;
        }
        return now - suspectedSince >= patienceNanos;
    }

    /** Forgets all; whether the last frame was among those that have come too early. */
    boolean discard() {
        boolean last = early.values().stream().anyMatch(one -> one.frame().type() == FrameType.END);
        ready.clear();
        early.clear();
        earlyBytes = 0;
        largestEarly = 0;
        return last;
    }
}
