package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.discovery.Discovery;
import io.github.stubject.runtime.internal.transport.JnatsTransport;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls over one connection, whose owner remains the user. Generated clients stand on it; most programs never see
 * it. Safe for any thread.
 *
 * <p>A client costs two threads: one that reads replies and one that keeps time. Blocking calls block their own thread
 * alone. Futures are completed on virtual threads, or before JDK 21 on a pool of at most
 * 256 threads for the process; on the reading thread only by {@linkplain Builder#completeOnReadingThread choice}. One of these
 * threads may complete one future after the other: what a dependent leaves in a thread local may be seen by the next. When the connection is closed, the client is: outstanding calls end as
 * {@link Code#UNAVAILABLE}.
 */
public final class RpcClient implements AutoCloseable {
    private static final ConcurrentMap<Connection, RpcClient> SHARED = new ConcurrentHashMap<>();

    private final ClientContext context;
    private final CallOptions defaults;
    private final Discovery discovery;
    private final DurablePublishing durable;
    private volatile Runnable endListening = () -> {};

    private RpcClient(Builder builder) {
        String prefix = builder.prefix == null ? "" : builder.prefix + ".";
        PendingCalls calls = new PendingCalls(builder.transport, builder.maxOutstanding);
        this.discovery = new Discovery(new DiscoveryAsker(builder.transport, calls));
        this.context = new ClientContext(
                builder.transport,
                prefix,
                calls,
                Threads.callbacks(),
                builder.onReadingThread,
                List.copyOf(builder.interceptors),
                new RetryPolicy(),
                new Absences(builder.transport, discovery, prefix, Threads.callbacks()),
                new ClientStreams(builder.transport, calls, builder.beat));
        this.defaults = builder.defaults;
        this.durable = new DurablePublishing(context, builder.publishWindow);
        this.endListening = builder.transport.onClose(this::close);
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
        private static final int DEFAULT_MAX_OUTSTANDING = 65_536;
        private static final int DEFAULT_PUBLISH_WINDOW = 256;

        private final Transport transport;
        private final List<Interceptor> interceptors = new ArrayList<>();
        private CallOptions defaults = CallOptions.DEFAULT;
        private int maxOutstanding = DEFAULT_MAX_OUTSTANDING;
        private int publishWindow = DEFAULT_PUBLISH_WINDOW;
        private boolean onReadingThread;
        private Duration beat = Beats.EVERY;
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

        /** Adds an interceptor, inside of those that were added before. */
        public Builder intercept(Interceptor interceptor) {
            interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
            return this;
        }

        /** What holds for all calls that do not say otherwise, over what the schema says. */
        public Builder defaults(CallOptions options) {
            this.defaults = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * How many calls may wait for their answer at the same time; 65,536 unless set. More are refused at once as
         * {@link Code#RESOURCE_EXHAUSTED}.
         */
        public Builder maxOutstanding(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException("maxOutstanding is " + calls + "; it must be 1 or more");
            }
            this.maxOutstanding = calls;
            return this;
        }

        /**
         * How many events that are {@linkplain RpcClient#publishAsync published without waiting} may be without ack at the same
         * time; 256 unless set.
         */
        public Builder publishWindow(int events) {
            if (events < 1) {
                throw new IllegalArgumentException("publishWindow is " + events + "; it must be 1 or more");
            }
            this.publishWindow = events;
            return this;
        }

        /**
         * Completes the futures of unary calls on the thread that reads the answers, instead of handing each to another one. That
         * is faster, and for programs whose dependents neither block nor compute for long: until one returns, no other answer is read.
         * A call that blocks there is refused, with an {@link IllegalStateException}. Calls that fail still end on another thread.
         */
        public Builder completeOnReadingThread() {
            this.onReadingThread = true;
            return this;
        }

        /** For tests that do not want to wait: the time from beat to beat of streams. Hosts must have the same. */
        Builder beat(Duration time) {
            this.beat = time;
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
        return outgoing(method, request, options, false).await().message();
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
        return outgoing(method, request, options, true).await();
    }

    /** Does as {@link #call} without waiting. Never throws: whatever fails fails the future. */
    public <Q extends Message, R extends Message> CompletableFuture<Response<R>> callAsync(
            RpcMethod<Q, R> method, Q request, CallOptions options) {
        return async(method, request, options, true, Function.identity());
    }

    /**
     * Calls a method once and takes the answers of all who serve it: of every instance, if it has no queue group.
     *
     * @throws RpcException if there is no answer at all
     */
    public <Q extends Message, R extends Message> Gathered<R> gather(
            RpcMethod<Q, R> method, Q request, CallOptions options, GatherOptions until) {
        return gather(method, request, options, until, answer -> false);
    }

    /**
     * Does as {@link #gather(RpcMethod, Message, CallOptions, GatherOptions)} until an answer is the one that was looked
     * for.
     *
     * @param enough whether this answer, which is the last of the result then, is enough; called on the caller's thread,
     *     which gets what it throws
     * @throws RpcException if there is no answer at all
     */
    public <Q extends Message, R extends Message> Gathered<R> gather(
            RpcMethod<Q, R> method,
            Q request,
            CallOptions options,
            GatherOptions until,
            Predicate<? super Response<R>> enough) {
        return gathering(method, request, options, until, enough).await();
    }

    /**
     * Does as {@link #gather(RpcMethod, Message, CallOptions, GatherOptions, Predicate)} without waiting. Never throws:
     * whatever fails fails the future. The predicate is called where futures are completed.
     */
    public <Q extends Message, R extends Message> CompletableFuture<Gathered<R>> gatherAsync(
            RpcMethod<Q, R> method,
            Q request,
            CallOptions options,
            GatherOptions until,
            Predicate<? super Response<R>> enough) {
        try {
            return gathering(method, request, options, until, enough).submit();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <R extends Message> GatherCall<R> gathering(
            RpcMethod<?, R> method,
            Message request,
            CallOptions options,
            GatherOptions until,
            Predicate<? super Response<R>> enough) {
        Objects.requireNonNull(request, "request");
        return new GatherCall<>(context, method, request, defaults.with(options), until, enough);
    }

    /**
     * Calls a method with any number of responses, and returns when it is accepted.
     *
     * @throws RpcException if it is not
     */
    public <Q extends Message, R extends Message> RpcStream<R> serverStreaming(
            RpcMethod<Q, R> method, Q request, CallOptions options) {
        return streaming().serverStreaming(method, Objects.requireNonNull(request, "request"), defaults.with(options));
    }

    /**
     * Calls a method with any number of requests: sends them on this thread, and waits for the response.
     *
     * @param requests closed at the end of the call, which may come before theirs
     * @throws RpcException if it failed, here or there
     */
    public <Q extends Message, R extends Message> R clientStreaming(
            RpcMethod<Q, R> method, Stream<Q> requests, CallOptions options) {
        return streaming().clientStreaming(method, requests, defaults.with(options));
    }

    /**
     * Calls a method with any number of requests and responses, and returns when it is accepted. A thread of the runtime
     * sends the requests meanwhile.
     *
     * @param requests closed at the end of the call, which may come before theirs
     * @throws RpcException if it is not accepted
     */
    public <Q extends Message, R extends Message> RpcStream<R> bidiStreaming(
            RpcMethod<Q, R> method, Stream<Q> requests, CallOptions options) {
        return streaming().bidiStreaming(method, requests, defaults.with(options));
    }

    /**
     * Has a call made by each subscription, in the context in which it subscribes. Never throws: whatever fails fails the
     * subscriber. What it requests is what the service may send; cancelling ends the call.
     */
    public <Q extends Message, R extends Message> Flow.Publisher<R> serverStreamingAsync(
            RpcMethod<Q, R> method, Q request, CallOptions options) {
        return streaming().serverStreamingAsync(method, request, defaults.with(options));
    }

    /**
     * Calls a method with any number of requests. Never throws: whatever fails fails the future.
     *
     * @param requests subscribed to once the call is accepted; if it is not, subscribed to and cancelled at once, so that
     *     whoever waits behind it gets to know
     */
    public <Q extends Message, R extends Message> CompletableFuture<R> clientStreamingAsync(
            RpcMethod<Q, R> method, Flow.Publisher<Q> requests, CallOptions options) {
        return streaming().clientStreamingAsync(method, requests, defaults.with(options));
    }

    /**
     * Has a call made by each subscription, as {@link #serverStreamingAsync} does.
     *
     * @param requests subscribed to by each call, as {@link #clientStreamingAsync} does
     */
    public <Q extends Message, R extends Message> Flow.Publisher<R> bidiStreamingAsync(
            RpcMethod<Q, R> method, Flow.Publisher<Q> requests, CallOptions options) {
        return streaming().bidiStreamingAsync(method, requests, defaults.with(options));
    }

    /**
     * Publishes an event to all who listen now. Returns once the connection has it: nobody says whether anybody got it, nor
     * whether this connection may publish it. Neither the deadline nor the end of a call in whose context it is published
     * keeps it back.
     *
     * @param options headers; the rest is for durable events
     * @throws RpcException if it was not sent: it is too large, the connection is lost, an interceptor refused it, or its
     *     subject cannot be made
     * @throws IllegalArgumentException if the options expect something of a stream
     */
    public <E extends Message> void publish(CoreEvent<E> event, E message, PublishOptions options) {
        CorePublish.publish(context, event, message, options);
    }

    /**
     * Publishes an event and waits until its stream keeps it.
     *
     * @throws RpcException if the stream does not, or does not say so in time; {@link RpcException#delivery} tells what is known
     */
    public <E extends Message> PublishAck publish(DurableEvent<E> event, E message, PublishOptions options) {
        return durable.publish(event, message, options);
    }

    /**
     * Publishes an event without waiting for its ack. Waits for room, inside the timeout, if as many as the
     * {@linkplain Builder#publishWindow window} allows are without ack. Never throws: whatever fails fails the future.
     */
    public <E extends Message> CompletableFuture<PublishAck> publishAsync(
            DurableEvent<E> event, E message, PublishOptions options) {
        return durable.publishAsync(event, message, options);
    }

    /** What services run, and what they tell of themselves; over this client's connection, with no prefix. */
    public Discovery discovery() {
        return discovery;
    }

    private StreamingCalls streaming() {
        return new StreamingCalls(context);
    }

    private <R extends Message> UnaryCall<R> outgoing(
            RpcMethod<?, R> method, Message request, CallOptions options, boolean askInstance) {
        Objects.requireNonNull(request, "request");
        return new UnaryCall<>(context, method, request, defaults.with(options), askInstance);
    }

    private <Q extends Message, R extends Message, T> CompletableFuture<T> async(
            RpcMethod<Q, R> method,
            Q request,
            CallOptions options,
            boolean askInstance,
            Function<Response<R>, T> part) {
        try {
            return outgoing(method, request, options, askInstance).submit(part);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** How many calls wait for their answer. */
    int outstanding() {
        return context.calls().size();
    }

    /** The streams, for tests. */
    ClientStreams streams() {
        return context.streams();
    }

    /** How many events wait for their ack in the window. */
    int inPublishWindow() {
        return durable.inWindow();
    }

    /** How many ends of waiting are planned. */
    int timers() {
        return context.calls().timers();
    }

    /**
     * Ends outstanding calls as {@link Code#UNAVAILABLE} and stops the threads. The connection stays open. Where streams are
     * open, waits a moment until their services are told.
     */
    @Override
    public void close() {
        SHARED.values().remove(this);
        context.calls().close();
        context.streams().close();
        endListening.run();
    }
}
