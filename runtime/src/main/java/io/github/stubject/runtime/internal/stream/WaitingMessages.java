package io.github.stubject.runtime.internal.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Messages on their way into frames, in their order: several frames' worth, so that whoever makes messages need not wait for
 * each frame to leave, and many leave in one go. Guarded by its owner's lock.
 */
final class WaitingMessages {
    private static final int MOST_BYTES = 256 * 1024;

    /** What a message costs beside its bytes: its length in the frame, and some memory here. */
    private static final int AROUND = 16;

    private final Deque<byte[]> messages = new ArrayDeque<>();
    private int bytes;
    private boolean full;

    int count() {
        return messages.size();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Whether a message of this length can be taken now; if not, {@link #takeDrained} says when to try again. */
    boolean hasRoom(int length) {
        boolean room = messages.isEmpty() || bytes + AROUND + length <= MOST_BYTES;
        full |= !room;
        return room;
    }

    /** Takes a message; there must be room. */
    void add(byte[] message) {
        messages.add(message);
        bytes += AROUND + message.length;
    }

    /** What goes into the next frame: as many messages as the frame may have bytes, but always one. */
    List<byte[]> next(int largestFrame) {
        List<byte[]> next = new ArrayList<>();
        int left = largestFrame;
        for (byte[] message = messages.peek(); message != null; message = messages.peek()) {
            left -= Varint.size(message.length) + message.length;
            if (left < 0 && !next.isEmpty()) {
                break;
            }
            next.add(message);
            bytes -= AROUND + message.length;
            messages.remove();
        }
        return next;
    }

    /** Whether there is room again after there was none; says so once. In halves, so that nobody is woken for each frame. */
    boolean takeDrained() {
        boolean drained = full && bytes <= MOST_BYTES / 2;
        full &= !drained;
        return drained;
    }

    void clear() {
        messages.clear();
        bytes = 0;
    }
}
