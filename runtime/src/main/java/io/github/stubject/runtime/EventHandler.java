package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What handles the messages of an event: a method of a listener. */
interface EventHandler<E extends Message> {
    /** Handles a message; the future says when that is done, {@code null} that it is. */
    @Nullable
    CompletableFuture<?> handle(E event);

    /** One that returns when it is done. */
    static <E extends Message> EventHandler<E> blocking(Consumer<E> method) {
        return event -> {
            method.accept(event);
            return null;
        };
    }

    /** One that returns at once. */
    static <E extends Message> EventHandler<E> async(Function<E, ? extends CompletableFuture<?>> method) {
        return event -> {
            CompletableFuture<?> future = method.apply(event);
            if (future == null) {
                throw new IllegalStateException("the listener returned null");
            }
            return future;
        };
    }
}
