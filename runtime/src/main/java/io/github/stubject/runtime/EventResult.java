package io.github.stubject.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What became of one event at one listener.
 *
 * @param failure why it was not handled; {@code null} if it was
 * @param readable whether there was an event at all: bytes of its type that agree with their subject
 */
record EventResult(@Nullable Throwable failure, boolean readable) {
    static final EventResult HANDLED = new EventResult(null, true);

    static EventResult failed(Throwable failure) {
        return new EventResult(failure, true);
    }

    static EventResult unreadable(RpcException failure) {
        return new EventResult(failure, false);
    }

    boolean isHandled() {
        return failure == null;
    }
}
