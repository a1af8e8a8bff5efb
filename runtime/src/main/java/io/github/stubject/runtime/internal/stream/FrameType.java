package io.github.stubject.runtime.internal.stream;

import org.jspecify.annotations.Nullable;

/** What a frame is for. */
public enum FrameType {
    /** The server's first frame: it serves the call. Its headers name the instance and the slot. */
    ACCEPT(0),
    /** One message, or several that are packed. */
    DATA(1),
    /** How much the other side may send, in all since the beginning. */
    CREDIT(2),
    /** This side sends no more messages, and how many it has sent; from the server also how the call ended. */
    END(3),
    /** The client takes the call back. */
    CANCEL(4),
    /** The client has got the server's END: both may forget the call. */
    DONE(5);

    private static final FrameType[] ALL = values();

    private final int number;

    FrameType(int number) {
        this.number = number;
    }

    /** On the wire. */
    int number() {
        return number;
    }

    static @Nullable FrameType of(int number) {
        for (FrameType type : ALL) {
            if (type.number == number) {
                return type;
            }
        }
        return null;
    }
}
