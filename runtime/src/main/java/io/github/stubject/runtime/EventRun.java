package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One event on its way through one listener. Run once, on a thread for user code; may be cancelled by any thread. */
final class EventRun<E extends Message> implements Runnable {
    private final EventRunner<E> runner;
    private final InboundMessage message;
    private final Cancellation cancellation = new Cancellation();
    private final CallContext context;
    private final ListenerChain listeners;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<EventResult> result = new CompletableFuture<>();

    /** The thread to interrupt, guarded by this. */
    private @Nullable Thread thread;

    EventRun(EventRunner<E> runner, InboundMessage message, @Nullable StoredEvent stored) {
        this.runner = runner;
        this.message = message;
        this.context = new CallContext(runner.event().method(), message.subject(), message, null, cancellation, stored);
        this.listeners = ListenerChain.of(runner.interceptors());
    }

    /**
     * What became of it. Completed by whoever ends it, which may be a thread of the user's: nothing that takes long is to
     * depend on it without an executor.
     */
    CompletableFuture<EventResult> result() {
        return result;
    }

    @Override
    public void run() {
        runner.begun(this);
        try (Scope unused = context.open()) {
            listeners.start(context);
            E event;
            try {
                event = RequestReader.read(runner.event(), message);
            } catch (RpcException e) {
                end(EventResult.unreadable(e));
                return;
            }
            listeners.request(event);
            handle(event);
        } catch (RuntimeException | Error e) {
            end(EventResult.failed(e));
        } finally {
            // A pool of platform threads would hand the flag on to the next event.
            Thread.interrupted();
        }
    }

    private void handle(E event) {
        synchronized (this) {
            if (cancellation.isCancelled()) {
                throw RpcException.refusal(Code.CANCELLED, "cancelled before it was handled");
            }
            thread = Thread.currentThread();
        }
        CompletableFuture<?> future;
        try (Scope unused = listeners.scope()) {
            future = runner.handler().handle(event);
        } catch (Throwable e) { // what Kotlin throws without declaring it, too
            end(EventResult.failed(e));
            return;
        } finally {
            synchronized (this) {
                thread = null;
            }
        }
        if (future == null) {
            end(EventResult.HANDLED);
            return;
        }
        CompletableFuture<?> unusedEnd = future.whenComplete(
                (value, error) -> end(error == null ? EventResult.HANDLED : EventResult.failed(causeOf(error))));
        if (!future.isDone()) {
            Runnable unused = cancellation.onCancel(() -> future.cancel(true));
        }
    }

    private static Throwable causeOf(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause : error;
    }

    /** Tells and interrupts what runs; what does not run yet will not. */
    void cancel() {
        List<Runnable> due;
        synchronized (this) {
            due = cancellation.cancel();
            if (thread != null) {
                thread.interrupt();
            }
        }
        due.forEach(Threads.callbacks()::execute);
    }

    private void end(EventResult how) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            runner.ended(this, message.subject(), how, cancellation.isCancelled());
            listeners.end(outcome(how.failure()));
        } finally { // or it would be waited for, and kept alive, for ever
            result.complete(how);
        }
    }

    private Outcome outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return Outcome.answered(RpcHeaders.EMPTY);
        }
        if (failure instanceof RpcException error && !error.received()) {
            return Outcome.failed(error);
        }
        return Outcome.failed(
                cancellation.isCancelled()
                        ? new RpcException(Code.CANCELLED, "cancelled while it was handled")
                        : new RpcException(Code.INTERNAL, "the listener failed; the log says more"));
    }
}
