package io.github.stubject.runtime.internal.stream;

import io.nats.client.impl.Headers;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the other side: messages within the credit, several in a frame where they wait together, and the frames
 * around them. Guarded by its owner's lock; frames are made in the order in which they must leave.
 */
final class Outgoing {
    private static final int SMALL_FRAME = 16;

    /** What a frame of messages begins with at most. */
    private static final int LONGEST_PREAMBLE = 11;

    private final boolean json;
    private final IntSupplier largestFrame;
    private final WaitingMessages waiting = new WaitingMessages();
    private long messages;
    private long bytes;
    private long creditMessages;
    private long creditBytes;
    private long sequence;
    private long handedOver;
    private long seen;
    private @Nullable Headers acceptDue;
    private @Nullable Last last;
    private boolean lastSent;
    private boolean creditDue;
    private boolean cancelDue;
    private boolean doneDue;

    /**
     * A frame that is ready to leave.
     *
     * @param beginning the payload, but for the messages
     */
    record Ready(FrameType type, @Nullable Headers headers, byte[] beginning, List<byte[]> messages) {
        Ready(FrameType type, @Nullable Headers headers, ByteArrayOutputStream payload) {
            this(type, headers, payload.toByteArray(), List.of());
        }

        /** Made here, and not under the lock, as messages are copied. */
        byte[] payload() {
            return messages.isEmpty() ? beginning : Frame.pack(beginning, messages);
        }

        /** Whether nothing follows it, from a client. */
        boolean isDone() {
            return type == FrameType.DONE;
        }
    }

    /** What the last frame says, beside the number of messages. */
    private record Last(@Nullable Headers headers, byte[] status) {}

    /** @param largestFrame how large a frame of several messages may be */
    Outgoing(boolean json, IntSupplier largestFrame) {
        this.json = json;
        this.largestFrame = largestFrame;
    }

    /** Up to which frame all have been given to the connection. */
    long handedOver() {
        return handedOver;
    }

    /** What the other side lets this one send, since the beginning; what came earlier and says more stays. */
    void credit(long allMessages, long allBytes) {
        creditMessages = Math.max(creditMessages, allMessages);
        creditBytes = Math.max(creditBytes, allBytes);
    }

    /** As a frame says it. */
    void credit(Varint.Reader body) throws MalformedFrameException {
        credit(body.number(), body.number());
    }

    /** Whether a message of this length can be taken now: it is within the credit, and not too much waits. */
    boolean hasRoom(int length) {
        return last == null && messages < creditMessages && bytes < creditBytes && waiting.hasRoom(length);
    }

    /** How many messages the other side would still take. */
    long room() {
        return last == null && bytes < creditBytes ? creditMessages - messages : 0;
    }

    /** Takes a message; there must be room. */
    void add(byte[] message) {
        waiting.add(message);
        messages++;
        bytes += message.length;
    }

    boolean isClosed() {
        return last != null;
    }

    boolean isLastSent() {
        return lastSent;
    }

    /** No message follows; what waits still leaves. */
    void close(@Nullable Headers headers, byte[] status) {
        if (last == null) {
            last = new Last(headers, status);
        }
    }

    /** Drops what waits. */
    void discard() {
        messages -= waiting.count();
        waiting.clear();
    }

    void creditDue() {
        creditDue = true;
    }

    /** Nothing else follows it but a {@link #doneDue}: a half-close would hide that messages were dropped. */
    void cancelDue() {
        cancelDue = true;
        lastSent = true;
    }

    void doneDue() {
        doneDue = true;
    }

    /** The other side has all frames up to this one. */
    void seen(long itsSequence) {
        seen = Math.max(seen, Math.min(itsSequence, sequence));
    }

    /** Whether frames were sent that are not known to have arrived. */
    boolean isUnseen() {
        return seen < handedOver;
    }

    /** The first frame of a server is to leave, and at once a second, which not every import lets pass. */
    void acceptDue(Headers headers) {
        acceptDue = headers;
        creditDue = true;
    }

    /** Whether a frame is to leave. */
    boolean hasNext() {
        return !waiting.isEmpty()
                || creditDue
                || acceptDue != null
                || (last != null && !lastSent)
                || cancelDue
                || doneDue;
    }

    /** The next frame to leave, once the one before has been given to the connection; {@code null} if there is none. */
    @Nullable
    Ready next(Incoming incoming) {
        handedOver = sequence;
        if (acceptDue != null) {
            Headers headers = acceptDue;
            acceptDue = null;
            return new Ready(FrameType.ACCEPT, headers, granting(FrameType.ACCEPT, incoming));
        }
        if (cancelDue) {
            cancelDue = false;
            return new Ready(FrameType.CANCEL, null, begin(FrameType.CANCEL, false));
        }
        if (creditDue) {
            creditDue = false;
            return new Ready(FrameType.CREDIT, null, granting(FrameType.CREDIT, incoming));
        }
        if (!waiting.isEmpty()) {
            return data();
        }
        if (last != null && !lastSent) {
            lastSent = true;
            ByteArrayOutputStream out = begin(FrameType.END, false);
            Varint.write(out, messages);
            out.writeBytes(last.status());
            return new Ready(FrameType.END, last.headers(), out);
        }
        if (doneDue) {
            doneDue = false;
            return new Ready(FrameType.DONE, null, begin(FrameType.DONE, false));
        }
        return null;
    }

    private ByteArrayOutputStream granting(FrameType type, Incoming incoming) {
        incoming.grant();
        ByteArrayOutputStream out = begin(type, false);
        Varint.write(out, incoming.grantedMessages());
        Varint.write(out, incoming.grantedBytes());
        return out;
    }

    private Ready data() {
        List<byte[]> next = waiting.next(largestFrame.getAsInt() - LONGEST_PREAMBLE);
        byte[] preamble = begin(FrameType.DATA, next.size() > 1).toByteArray();
        return new Ready(FrameType.DATA, null, preamble, next);
    }

    /** Whether there is room again for messages after there was none; says so once. */
    boolean takeDrained() {
        return waiting.takeDrained();
    }

    private ByteArrayOutputStream begin(FrameType type, boolean packed) {
        sequence++;
        ByteArrayOutputStream out = new ByteArrayOutputStream(SMALL_FRAME);
        Frame.begin(out, type, packed, json, sequence);
        return out;
    }
}
