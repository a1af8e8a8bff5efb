package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The future of a {@link UnaryCall}, which its caller gets. The call completes it once, by {@link #answer} or {@link #fail}; whatever
 * else completes it is its caller, and ends the call. Safe for any thread.
 */
final class CallFuture<R extends Message, T> extends CompletableFuture<T> {
    private final UnaryCall<R> call;
    private final Function<Response<R>, T> part;

    /** @param part what of the answer completes it */
    CallFuture(UnaryCall<R> call, Function<Response<R>, T> part) {
        this.call = call;
        this.part = part;
    }

    void answer(Response<R> response) {
        super.complete(part.apply(response));
    }

    void fail(RpcException failure) {
        super.completeExceptionally(failure);
    }

    @Override
    public boolean complete(T value) {
        boolean first = super.complete(value);
        call.leftByCaller();
        return first;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean first = super.completeExceptionally(failure);
        call.leftByCaller();
        return first;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        call.leftByCaller();
        return cancelled;
    }

    /** Not as its superclass does, which completes without any of the other methods. */
    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        executor.execute(() -> {
            if (isDone()) {
                return;
            }
            try {
                complete(supplier.get());
            } catch (RuntimeException | Error e) {
                completeExceptionally(e);
            }
        });
        return this;
    }

    @Override
    public void obtrudeValue(T value) {
        super.obtrudeValue(value);
        call.leftByCaller();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        super.obtrudeException(failure);
        call.leftByCaller();
    }
}
