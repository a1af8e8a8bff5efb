package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One unary call on the client, with all its attempts. Used once: either {@link #await} blocks the caller's thread for it,
 * or {@link #submit} goes on in callbacks. It may be cancelled from any thread: by the caller, or by the call in whose
 * context it is made.
 */
final class OutgoingCall<R extends Message> implements Call {
    private static final byte[] NOTHING = new byte[0];
    private static final String FOR_A_CANCELLED_CALL = "cancelled, as the call that it was made for was";
    private static final String NO_ECHO =
            " (what this connection serves itself it does not reach, since it was made with"
                    + " noEcho; use another connection for calling)";

    private final ClientContext client;
    private final RpcMethod<?, R> method;
    private final Message request;
    private final CallOptions options;
    private final boolean askInstance;
    private final CallContext parent = CallContext.current();
    private final ListenerChain listeners;
    private final String subject;
    private final Duration timeout;
    private final long deadline;
    private Map<CallKey<?>, Object> values = Map.of();
    private RpcHeaders headers;
    private byte[] data = NOTHING;
    private int attempts;

    // What cancelling ends, guarded by this.
    private PendingCalls.@Nullable Waiting waiting;
    private boolean cancelled;

    /** @throws RpcException if the subject cannot be made */
    OutgoingCall(
            ClientContext client, RpcMethod<?, R> method, Message request, CallOptions options, boolean askInstance) {
        this.client = client;
        this.method = method;
        this.request = request;
        this.options = options;
        this.askInstance = askInstance;
        this.headers = options.headers();
        this.listeners = new ListenerChain(client.interceptors());
        this.subject = client.prefix() + method.parameters().subjectFor(request);
        this.timeout = timeout();
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** What the call may take: its own time, or what is left to the one that it serves, if that is less. */
    private Duration timeout() {
        Duration own = options.timeout() == null ? method.timeout() : options.timeout();
        if (!parent.isCall()) {
            return own;
        }
        Duration inherited = parent.timeLeft();
        return own.compareTo(inherited) < 0 ? own : inherited;
    }

    @Override
    public Side side() {
        return Side.CLIENT;
    }

    @Override
    public RpcMethod<?, ?> method() {
        return method;
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public synchronized RpcHeaders headers() {
        return headers;
    }

    @Override
    public Duration timeLeft() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    @Override
    public synchronized void send(RpcHeaders more) {
        headers = headers.with(more);
    }

    @Override
    public synchronized <T> void set(CallKey<T> key, T value) {
        if (values.isEmpty()) {
            values = new HashMap<>();
        }
        values.put(key, value);
    }

    @Override
    @SuppressWarnings("unchecked") // set() put a T there
    public synchronized <T> @Nullable T get(CallKey<T> key) {
        return (T) values.get(key);
    }

    /** Makes the call and waits for its answer. */
    Response<R> await() {
        Runnable forget = () -> {};
        try {
            begin();
            forget = parent.onCancel(() -> cancel(FOR_A_CANCELLED_CALL));
            while (true) {
                try {
                    return answered(read(endingOf(send())));
                } catch (RpcException e) {
                    pauseOrThrow(e);
                }
            }
        } catch (RpcException e) {
            listeners.end(Outcome.failed(e));
            throw e;
        } finally {
            forget.run();
        }
    }

    private PendingCalls.Ending endingOf(PendingCalls.Single attempt) {
        try {
            return attempt.ending().get();
        } catch (InterruptedException e) {
            throw interrupted("while calling", Delivery.UNKNOWN);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an ending is never exceptional", e);
        }
    }

    private void pauseOrThrow(RpcException failure) {
        Duration length = pauseAfter(failure);
        if (length == null) {
            throw failure;
        }
        CountDownLatch end = new CountDownLatch(1);
        pause(length, end::countDown);
        try {
            end.await();
        } catch (InterruptedException e) {
            throw interrupted("between two attempts of", failure.delivery());
        }
        listeners.retry(attempts + 1, failure);
    }

    private void pause(Duration length, Runnable then) {
        PendingCalls.Waiting pause = client.calls().newPause(then);
        enter(pause);
        pause.open(length);
    }

    private RpcException interrupted(String when, Delivery delivery) {
        cancel("interrupted");
        Thread.currentThread().interrupt();
        return RpcException.ofCall(
                Code.CANCELLED, "interrupted " + when + " " + method.fullName(), List.of(), delivery, null);
    }

    /** Makes the call; never throws. However the future is completed, by its caller too, the call ends with it. */
    <T> CompletableFuture<T> submit(Function<Response<R>, T> part) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            begin();
        } catch (RpcException e) {
            listeners.end(Outcome.failed(e));
            result.completeExceptionally(e);
            return result;
        }
        Runnable forget = parent.onCancel(() -> cancel(FOR_A_CANCELLED_CALL));
        CompletableFuture<T> unused = result.whenComplete((value, error) -> {
            forget.run();
            cancel("cancelled by its caller");
        });
        attempt(result, part);
        return result;
    }

    private <T> void attempt(CompletableFuture<T> result, Function<Response<R>, T> part) {
        PendingCalls.Single attempt;
        try {
            attempt = send();
        } catch (RpcException e) {
            client.callbacks().execute(() -> failed(e, result, part));
            return;
        }
        CompletableFuture<?> unused =
                attempt.ending().whenCompleteAsync((ending, never) -> ended(ending, result, part), client.callbacks());
    }

    private <T> void ended(PendingCalls.Ending ending, CompletableFuture<T> result, Function<Response<R>, T> part) {
        Response<R> response;
        try {
            response = answered(read(ending));
        } catch (RpcException e) {
            failed(e, result, part);
            return;
        }
        complete(() -> result.complete(part.apply(response)));
    }

    private <T> void failed(RpcException failure, CompletableFuture<T> result, Function<Response<R>, T> part) {
        try {
            Duration length = result.isDone() ? null : pauseAfter(failure);
            if (length != null) {
                Runnable next = () -> client.callbacks().execute(() -> {
                    listeners.retry(attempts + 1, failure);
                    attempt(result, part);
                });
                pause(length, next);
                return;
            }
        } catch (RpcException tooManyOrClosed) {
            // Then the call ends with what it failed of.
        }
        listeners.end(Outcome.failed(failure));
        complete(() -> result.completeExceptionally(failure));
    }

    /** Completes a future, whose dependents run here, in the context in which the call was made. */
    private void complete(Runnable completion) {
        try (Scope unusedContext = parent.isCall() ? parent.open() : Scope.NONE;
                Scope unusedScope = listeners.scope()) {
            completion.run();
        }
    }

    private void begin() {
        if (Thread.currentThread().isInterrupted()) {
            throw RpcException.notSent(Code.CANCELLED, "interrupted before calling " + method.fullName());
        }
        if (parent.isCancelled()) {
            throw RpcException.notSent(
                    Code.CANCELLED, "the call that " + method.fullName() + " was to be called for is cancelled");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw RpcException.notSent(
                    Code.DEADLINE_EXCEEDED, "no time is left for calling " + subject + "; it was not called");
        }
        listeners.start(this);
        listeners.request(request);
        data = request.toByteArray();
        checkSize(wireHeaders(timeout));
    }

    private PendingCalls.Single send() {
        if (!client.transport().isConnected()) {
            attempts++;
            throw RpcException.notSent(Code.UNAVAILABLE, "not connected to NATS; " + subject + " was not called");
        }
        Duration left = attempts == 0 ? timeout : timeLeft();
        attempts++;
        PendingCalls.Single attempt = client.calls().open(subject, left);
        enter(attempt);
        try {
            client.transport().publish(calledSubject(), attempt.replyTo(), wireHeaders(left), data);
        } catch (IllegalStateException | IllegalArgumentException e) {
            attempt.leave();
            throw RpcException.ofCall(
                    Code.UNAVAILABLE,
                    "the connection did not take the request to " + subject + ": " + e.getMessage(),
                    List.of(),
                    Delivery.NOT_RUN,
                    e);
        }
        return attempt;
    }

    private String calledSubject() {
        String instance = options.instance();
        return instance == null ? subject : ReservedTail.call(subject, instance);
    }

    /** None at all for a plain call. */
    private synchronized @Nullable Headers wireHeaders(Duration left) {
        Headers wire = new Headers();
        headers.writeTo(wire);
        if (!left.equals(RpcMethod.DEFAULT_TIMEOUT)) {
            wire.put(
                    WireHeaders.TIMEOUT_MS,
                    Long.toString(left.plusNanos(999_999).toMillis()));
        }
        if (askInstance) {
            wire.put(WireHeaders.INSTANCE, WireHeaders.YES);
        }
        // An unknown field can make protobuf begin as JSON does.
        if (data.length > 0 && data[0] == '{' && method.requests().jsonByFirstByte()) {
            wire.put(WireHeaders.CONTENT_TYPE, Encoding.PROTOBUF_TYPE);
        }
        return wire.isEmpty() ? null : wire;
    }

    private void checkSize(@Nullable Headers wire) {
        long size = data.length + (wire == null ? 0L : wire.serializedLength());
        long most = client.transport().maxPayload();
        if (most > 0 && size > most) {
            throw RpcException.notSent(
                    Code.RESOURCE_EXHAUSTED,
                    "the request to " + subject + " has " + size + " bytes, the server takes " + most
                            + " (its max_payload)");
        }
    }

    /** Makes this the thing that cancelling ends. */
    private void enter(PendingCalls.Waiting what) {
        synchronized (this) {
            waiting = what;
            if (!cancelled) {
                return;
            }
        }
        what.leave();
        throw RpcException.notSent(Code.CANCELLED, "calling " + method.fullName() + " was cancelled");
    }

    /** Ends what is under way, and says so to the service if it may be running. Does nothing once the call has ended. */
    private void cancel(String why) {
        PendingCalls.Waiting current;
        synchronized (this) {
            cancelled = true;
            current = waiting;
        }
        if (current instanceof PendingCalls.Single attempt) {
            if (attempt.cancel(why)) {
                sendCancel(attempt);
            }
        } else if (current != null) {
            current.expire();
        }
    }

    private void sendCancel(PendingCalls.Single attempt) {
        try {
            if (client.transport().isConnected()) {
                client.transport().publish(ReservedTail.cancel(subject), attempt.replyTo(), null, NOTHING);
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            // The service runs on to its end, then; the caller is free all the same.
        }
    }

    private @Nullable Duration pauseAfter(RpcException failure) {
        return options.retries() && !client.calls().isClosed()
                ? client.retries().pauseAfter(attempts, failure, method.isIdempotent(), timeLeft())
                : null;
    }

    private Response<R> answered(Response<R> response) {
        client.retries().answered();
        try {
            listeners.response(response.message());
        } catch (RpcException e) {
            throw e;
        } catch (RuntimeException e) {
            throw RpcException.ofCall(
                    Code.INTERNAL,
                    "an interceptor refused the answer of " + method.fullName(),
                    List.of(),
                    Delivery.RAN,
                    e);
        }
        listeners.end(Outcome.answered(response.headers()));
        return response;
    }

    private Response<R> read(PendingCalls.Ending ending) {
        if (ending instanceof PendingCalls.Ending.Failed failed) {
            String hint =
                    failed.delivery() == Delivery.NOT_RUN && !client.transport().hearsItself() ? NO_ECHO : "";
            throw RpcException.ofCall(
                    failed.code(), method.fullName() + ": " + failed.text() + hint, List.of(), failed.delivery(), null);
        }
        return AnswerReader.read(method, ((PendingCalls.Ending.Replied) ending).reply());
    }
}
