package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Messages as a {@link Stream} whose thread waits for them, one by one. Does not split, since whoever pulls is the one who
 * asks for more.
 */
final class BlockingMessages<M extends Message> implements Spliterator<M> {
    private final MessageSource<M> source;

    BlockingMessages(MessageSource<M> source) {
        this.source = source;
    }

    static <M extends Message> Stream<M> stream(MessageSource<M> source) {
        return StreamSupport.stream(new BlockingMessages<>(source), false);
    }

    @Override
    public boolean tryAdvance(Consumer<? super M> action) {
        ReadingThread.checkMayBlock();
        M next;
        try {
            next = source.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            RpcException failure = source.failure();
            throw failure != null
                    ? failure
                    : RpcException.ofCall(
                            Code.CANCELLED, "interrupted while waiting for a message", List.of(), Delivery.RAN, e);
        }
        if (next == null) {
            return false;
        }
        action.accept(next);
        return true;
    }

    @Override
    public @Nullable Spliterator<M> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL;
    }
}
