package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.JnatsTransport;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls over one connection, whose owner remains the user. Generated clients stand on it; most programs never see
 * it. Safe for any thread.
 *
 * <p>A client costs two threads: one that reads replies and one that keeps time. Blocking calls block their own thread
 * alone. Futures are completed on virtual threads, or before JDK 21 on a pool of at most
 * 256 threads for the process, never on the reading thread. When the connection is closed, the client is: outstanding calls end as
 * {@link Code#UNAVAILABLE}.
 */
public final class RpcClient implements AutoCloseable {
    private static final ConcurrentMap<Connection, RpcClient> SHARED = new ConcurrentHashMap<>();

    private final Transport transport;
    private final String prefix;
    private final PendingCalls calls;
    private final Executor callbacks;
    private volatile Runnable endListening = () -> {};

    private RpcClient(Builder builder) {
        this.transport = builder.transport;
        this.prefix = builder.prefix == null ? "" : builder.prefix + ".";
        this.calls = new PendingCalls(transport);
        this.callbacks = Threads.callbacks();
        this.endListening = transport.onClose(this::close);
    }

    /**
     * The client of a connection that everybody without special wishes shares: one for each connection, closed with it.
     *
     * @throws IllegalStateException if the connection is closed
     */
    public static RpcClient shared(Connection nats) {
        RpcClient existing = SHARED.get(nats);
        if (existing != null) {
            return existing;
        }
        RpcClient made = builder(nats).build();
        RpcClient winner = SHARED.putIfAbsent(nats, made);
        if (winner != null) {
            made.close();
            return winner;
        }
        if (nats.getStatus() == Connection.Status.CLOSED) {
            made.close();
        }
        return made;
    }

    /** A client of one's own over a connection. */
    public static Builder builder(Connection nats) {
        return new Builder(new JnatsTransport(nats));
    }

    /** For Stubject's own modules: a client over another transport. */
    public static Builder builder(Transport transport) {
        return new Builder(transport);
    }

    /** Makes clients. */
    public static final class Builder {
        private final Transport transport;
        private @Nullable String prefix;

        private Builder(Transport transport) {
            this.transport = Objects.requireNonNull(transport, "transport");
        }

        /**
         * Puts tokens before every subject, to call hosts that have the same prefix: an environment or a tenant.
         *
         * @param prefix one or more tokens, such as {@code staging}
         * @throws IllegalArgumentException if it is no legal beginning of a subject
         */
        public Builder prefix(String prefix) {
            this.prefix = checkPrefix(prefix).toString();
            return this;
        }

        /** A new client. Close it, or the connection, when it is not needed any more. */
        public RpcClient build() {
            return new RpcClient(this);
        }
    }

    static SubjectTemplate checkPrefix(String prefix) {
        SubjectTemplate template;
        try {
            template = SubjectTemplate.parse(prefix);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("illegal prefix: " + e.getMessage(), e);
        }
        if (!template.parameters().isEmpty()) {
            throw new IllegalArgumentException("prefix \"" + prefix + "\" has a parameter; it must be plain tokens");
        }
        return template;
    }

    /**
     * Calls a method and waits for its answer.
     *
     * @throws RpcException if it failed, here or there
     */
    public <Q extends Message, R extends Message> R unary(RpcMethod<Q, R> method, Q request, CallOptions options) {
        return await(method, start(method, request, options, false)).message();
    }

    /** Calls a method. Never throws: whatever fails fails the future, with an {@link RpcException}. */
    public <Q extends Message, R extends Message> CompletableFuture<R> unaryAsync(
            RpcMethod<Q, R> method, Q request, CallOptions options) {
        return async(method, request, options, false, Response::message);
    }

    /**
     * Calls a method and waits for its answer and what comes along with it, the instance that answered included.
     *
     * @throws RpcException if it failed, here or there
     */
    public <Q extends Message, R extends Message> Response<R> call(
            RpcMethod<Q, R> method, Q request, CallOptions options) {
        return await(method, start(method, request, options, true));
    }

    /** Does as {@link #call} without waiting. Never throws: whatever fails fails the future. */
    public <Q extends Message, R extends Message> CompletableFuture<Response<R>> callAsync(
            RpcMethod<Q, R> method, Q request, CallOptions options) {
        return async(method, request, options, true, Function.identity());
    }

    private PendingCalls.Call start(RpcMethod<?, ?> method, Message request, CallOptions options, boolean askInstance) {
        if (Thread.currentThread().isInterrupted()) {
            throw RpcException.notSent(Code.CANCELLED, "interrupted before calling " + method.fullName());
        }
        Duration timeout = options.timeout() == null ? method.timeout() : options.timeout();
        String subject = prefix + method.parameters().subjectFor(request);
        byte[] data = request.toByteArray();
        Headers headers = headers(method, timeout, data, askInstance);
        checkSize(subject, data, headers);
        if (!transport.isConnected()) {
            throw RpcException.notSent(Code.UNAVAILABLE, "not connected to NATS; " + subject + " was not called");
        }
        PendingCalls.Call call = calls.open(subject, timeout);
        try {
            transport.publish(subject, call.replyTo(), headers, data);
        } catch (IllegalStateException | IllegalArgumentException e) {
            call.abandon();
            throw RpcException.ofCall(
                    Code.UNAVAILABLE,
                    "the connection did not take the request to " + subject + ": " + e.getMessage(),
                    List.of(),
                    Delivery.NOT_RUN,
                    e);
        }
        return call;
    }

    /** None at all for a plain call. */
    private static @Nullable Headers headers(
            RpcMethod<?, ?> method, Duration timeout, byte[] data, boolean askInstance) {
        Headers headers = new Headers();
        if (!timeout.equals(RpcMethod.DEFAULT_TIMEOUT)) {
            long millis = timeout.plusNanos(999_999).toMillis();
            headers.put(WireHeaders.TIMEOUT_MS, Long.toString(millis));
        }
        if (askInstance) {
            headers.put(WireHeaders.INSTANCE, WireHeaders.YES);
        }
        // An unknown field can make protobuf begin as JSON does.
        if (data.length > 0 && data[0] == '{' && method.requests().jsonByFirstByte()) {
            headers.put(WireHeaders.CONTENT_TYPE, Encoding.PROTOBUF_TYPE);
        }
        return headers.isEmpty() ? null : headers;
    }

    private void checkSize(String subject, byte[] data, @Nullable Headers headers) {
        long size = data.length + (headers == null ? 0L : headers.serializedLength());
        long most = transport.maxPayload();
        if (most > 0 && size > most) {
            throw RpcException.notSent(
                    Code.RESOURCE_EXHAUSTED,
                    "the request to " + subject + " has " + size + " bytes, the server takes " + most
                            + " (its max_payload)");
        }
    }

    private <R extends Message> Response<R> await(RpcMethod<?, R> method, PendingCalls.Call call) {
        try {
            return read(method, call.outcome().get());
        } catch (InterruptedException e) {
            call.abandon();
            Thread.currentThread().interrupt();
            throw RpcException.ofCall(
                    Code.CANCELLED, "interrupted while calling " + method.fullName(), List.of(), Delivery.UNKNOWN, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is never exceptional", e);
        }
    }

    private <Q extends Message, R extends Message, T> CompletableFuture<T> async(
            RpcMethod<Q, R> method,
            Q request,
            CallOptions options,
            boolean askInstance,
            Function<Response<R>, T> part) {
        PendingCalls.Call call;
        try {
            call = start(method, request, options, askInstance);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        // However it is completed, by its caller too: cancelled, or by a timeout of the caller's own.
        CompletableFuture<T> unusedEnd = result.whenComplete((value, error) -> call.abandon());
        CompletableFuture<?> unusedCompletion = call.outcome()
                .whenCompleteAsync(
                        (outcome, never) -> {
                            try {
                                result.complete(part.apply(read(method, outcome)));
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            }
                        },
                        callbacks);
        return result;
    }

    private static <R extends Message> Response<R> read(RpcMethod<?, R> method, PendingCalls.Outcome outcome) {
        if (outcome instanceof PendingCalls.Outcome.Failed failed) {
            throw RpcException.ofCall(
                    failed.code(), method.fullName() + ": " + failed.text(), List.of(), failed.delivery(), null);
        }
        InboundMessage reply = ((PendingCalls.Outcome.Replied) outcome).reply();
        RpcException error = ErrorCodec.read(reply);
        if (error != null) {
            throw error;
        }
        String instance = reply.header(WireHeaders.INSTANCE);
        return new Response<>(
                message(method, reply), WireHeaders.foreign(reply.headers()), instance == null ? "" : instance);
    }

    private static <R extends Message> R message(RpcMethod<?, R> method, InboundMessage reply) {
        try {
            boolean declared = reply.header(WireHeaders.CONTENT_TYPE) != null;
            Encoding encoding = declared ? Encoding.of(reply, false) : Encoding.PROTOBUF;
            return method.responses().read(reply.data(), encoding);
        } catch (InvalidProtocolBufferException | RpcException e) {
            throw RpcException.ofCall(
                    Code.INTERNAL,
                    "the answer of " + method.fullName() + " is no valid message: " + e.getMessage(),
                    List.of(),
                    Delivery.RAN,
                    e);
        }
    }

    /** How many calls wait for their answer. */
    int outstanding() {
        return calls.size();
    }

    /** Ends outstanding calls as {@link Code#UNAVAILABLE} and stops the threads. The connection stays open. */
    @Override
    public void close() {
        SHARED.values().remove(this);
        calls.close();
        endListening.run();
    }
}
