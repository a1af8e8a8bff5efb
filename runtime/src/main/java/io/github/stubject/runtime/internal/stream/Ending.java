package io.github.stubject.runtime.internal.stream;

import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/** How a stream ended for one side. */
public sealed interface Ending {
    /**
     * The server has ended it, and everything has come that it sent.
     *
     * @param headers those of the last frame
     * @param data the last frame; the status, if it is an error, begins at {@code statusStart}
     */
    record Finished(@Nullable Headers headers, byte[] data, int statusStart, boolean json) implements Ending {}

    /** It was broken off, by this side or by what happened on the way. */
    record Broken(Cause cause, String text) implements Ending {}

    /** Why a stream was broken off. */
    enum Cause {
        /** Somebody on this side has no more interest. */
        CANCELLED,
        /** The client has no more interest. */
        CANCELLED_BY_PEER,
        /** Its time is over. */
        DEADLINE,
        /** A frame did not arrive. */
        LOST,
        /** Nothing arrives behind the first frame. */
        ONE_FRAME_ONLY,
        /** The other side gives no sign of life, or has no such stream. */
        PEER_GONE,
        /** The other side sends what must not be sent. */
        PROTOCOL,
        /** This side's connection is lost or closed. */
        DISCONNECTED,
        /** This side's connection is there, but has not taken a frame. */
        UNSENT,
        /** This side shuts down, and its connection may be there: the other side is told. */
        CLOSED
    }
}
