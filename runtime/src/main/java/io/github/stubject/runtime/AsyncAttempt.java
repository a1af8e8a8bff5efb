package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a {@link UnaryCall} that nobody waits for with a thread. It may end before it is sent, at its time for example; that
 * counts only once it is known to be sent, since what was not sent has not run, and the call says so. Told how it ended on the
 * thread that ends it; goes on where futures are completed. When the client is closed, it ends as what waits does.
 */
final class AsyncAttempt<R extends Message> extends AtomicReference<PendingCalls.@Nullable Ending>
        implements Consumer<PendingCalls.Ending>, Runnable {
    private static final long serialVersionUID = 1;

    /** Stands for the end of an attempt that is sent and has not ended; nothing stands there before. */
    private static final PendingCalls.Ending SENT = new PendingCalls.Ending.Absent();

    private final transient UnaryCall<R> call;
    private final transient CallFuture<R, ?> result;
    /** Whether it has a place among the outstanding calls while it waits to go on; handed on with the task. */
    private transient boolean placed;

    AsyncAttempt(UnaryCall<R> call, CallFuture<R, ?> result) {
        this.call = call;
        this.result = result;
    }

    /** Sends the request. */
    void send() {
        try {
            call.send(this);
        } catch (RuntimeException | Error e) { // on this thread: nothing can depend on it yet that this may not run
            call.failed(asError(e), result);
            return;
        }
        if (!compareAndSet(null, SENT)) { // it has ended meanwhile
            goOnElsewhere();
        }
    }

    @Override
    public void accept(PendingCalls.Ending ending) {
        if (!compareAndSet(null, ending)) {
            set(ending);
            if (call.client().onReadingThread() && ending instanceof PendingCalls.Ending.Replied) {
                ReadingThread.run(this);
            } else {
                goOnElsewhere();
            }
        }
    }

    /** Where dependents may block. So answers may wait there for a thread, and no more of them than calls may. */
    private void goOnElsewhere() {
        if (!result.isDone()) { // else its caller has left, and nothing depends on what follows
            placed = true;
            call.client().calls().takePlace();
        }
        try {
            call.client().callbacks().execute(this);
        } catch (RuntimeException | Error e) { // there is no thread to be had, and nobody else will end it
            giveBack();
            call.lost(asError(e), result);
        }
    }

    private RpcException asError(Throwable e) {
        return e instanceof RpcException error
                ? error
                : call.failure("this side failed while calling", Delivery.UNKNOWN, e);
    }

    private void giveBack() {
        if (placed) {
            placed = false;
            call.client().calls().givePlaceBack();
        }
    }

    @Override
    public void run() {
        giveBack();
        call.conclude(Objects.requireNonNull(get()), result);
    }
}
