package io.github.stubject.runtime;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.github.stubject.proto.SubjectTemplate;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One method of a service: its names, its subject, its message types and what the schema says of it. Immutable.
 * Generated bindings hold one for each method; passing it to {@link RpcClient#call} calls the method by it.
 *
 * @param <Q> its request
 * @param <R> its response
 */
public final class RpcMethod<Q extends Message, R extends Message> {
    /** The queue group of NATS services, unless another is asked for. */
    static final String DEFAULT_QUEUE_GROUP = "q";

    /** What both sides assume where neither schema, call nor wire says anything: a constant of the wire. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    private final RpcService service;
    private final String name;
    private final Kind kind;
    private final SubjectParameters parameters;
    private final MessageCodec<Q> requests;
    private final MessageCodec<R> responses;
    private final @Nullable String queueGroup;
    private final Duration timeout;
    private final Map<String, String> metadata;
    private final boolean idempotent;

    /** On which sides there are many messages. */
    public enum Kind {
        /** One request, one response. */
        UNARY(false, false),
        /** One request, any number of responses. */
        SERVER_STREAMING(false, true),
        /** Any number of requests, one response. */
        CLIENT_STREAMING(true, false),
        /** Any number of both, independent of each other. */
        BIDI_STREAMING(true, true),
        /** One message to all who listen, and no response: an event, see {@link EventMethod}. */
        EVENT(false, false);

        private final boolean requestStream;
        private final boolean responseStream;

        Kind(boolean requestStream, boolean responseStream) {
            this.requestStream = requestStream;
            this.responseStream = responseStream;
        }

        /** Whether there is any number of requests. */
        public boolean isRequestStream() {
            return requestStream;
        }

        /** Whether there is any number of responses. */
        public boolean isResponseStream() {
            return responseStream;
        }
    }

    private RpcMethod(
            RpcService service,
            String name,
            Kind kind,
            SubjectParameters parameters,
            MessageCodec<Q> requests,
            MessageCodec<R> responses,
            @Nullable String queueGroup,
            Duration timeout,
            Map<String, String> metadata,
            boolean idempotent) {
        this.service = service;
        this.name = name;
        this.kind = kind;
        this.parameters = parameters;
        this.requests = requests;
        this.responses = responses;
        this.queueGroup = queueGroup;
        this.timeout = timeout;
        this.metadata = metadata;
        this.idempotent = idempotent;
    }

    /**
     * A method with one request and one response.
     *
     * @param name the method's name in proto
     * @param subject its subject, with parameters such as {@code {customer_id}}
     * @param request the default instance of the request's type
     * @param response the default instance of the response's type
     * @throws IllegalArgumentException if the subject is illegal or names a field that cannot be a parameter
     */
    public static <Q extends Message, R extends Message> RpcMethod<Q, R> unary(
            RpcService service, String name, String subject, Q request, R response) {
        return of(Kind.UNARY, service, name, subject, request, response);
    }

    /** A method with one request and any number of responses; otherwise as {@link #unary}. */
    public static <Q extends Message, R extends Message> RpcMethod<Q, R> serverStreaming(
            RpcService service, String name, String subject, Q request, R response) {
        return of(Kind.SERVER_STREAMING, service, name, subject, request, response);
    }

    /**
     * A method with any number of requests and one response; otherwise as {@link #unary}.
     *
     * @throws IllegalArgumentException also if the subject has a parameter: there is no request to fill it from
     */
    public static <Q extends Message, R extends Message> RpcMethod<Q, R> clientStreaming(
            RpcService service, String name, String subject, Q request, R response) {
        return of(Kind.CLIENT_STREAMING, service, name, subject, request, response);
    }

    /** A method with any number of requests and responses; otherwise as {@link #clientStreaming}. */
    public static <Q extends Message, R extends Message> RpcMethod<Q, R> bidiStreaming(
            RpcService service, String name, String subject, Q request, R response) {
        return of(Kind.BIDI_STREAMING, service, name, subject, request, response);
    }

    /** What an {@link EventMethod} is to interceptors. */
    static <E extends Message> RpcMethod<E, Empty> event(RpcService service, String name, String subject, E event) {
        return of(Kind.EVENT, service, name, subject, event, Empty.getDefaultInstance());
    }

    private static <Q extends Message, R extends Message> RpcMethod<Q, R> of(
            Kind kind, RpcService service, String name, String subject, Q request, R response) {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(name, "name");
        if (kind.isRequestStream()
                && !SubjectTemplate.parse(subject).parameters().isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + subject + "\" has a parameter, but " + name + " has no request when it is called");
        }
        return new RpcMethod<>(
                service,
                name,
                kind,
                new SubjectParameters(SubjectTemplate.parse(subject), request),
                new MessageCodec<>(request),
                new MessageCodec<>(response),
                DEFAULT_QUEUE_GROUP,
                kind == Kind.UNARY || kind == Kind.EVENT ? DEFAULT_TIMEOUT : CallOptions.LONGEST, // a stream may go on
                Map.of(),
                false);
    }

    /** The same with another queue group; its instances share the requests. */
    public RpcMethod<Q, R> withQueueGroup(String group) {
        checkQueueGroup(group);
        return with(group, timeout, metadata, idempotent);
    }

    static void checkQueueGroup(String group) {
        if (!group.matches("[!-~&&[^*>]]+")) {
            throw new IllegalArgumentException(
                    "queue group \"" + group + "\" is not printable ASCII without blank, '*' and '>'");
        }
    }

    /**
     * The same without a queue group: every instance answers every request.
     *
     * @throws IllegalArgumentException if it streams
     */
    public RpcMethod<Q, R> withoutQueueGroup() {
        checkNeedsNoQueueGroup("");
        return with(null, timeout, metadata, idempotent);
    }

    /** A stream has two ends; if every instance answered, it would have more. */
    void checkNeedsNoQueueGroup(String hint) {
        if (kind != Kind.UNARY) {
            throw new IllegalArgumentException(
                    fullName() + " streams, so it needs a queue group: without one every instance would answer" + hint);
        }
    }

    /** The same with another time that a call may last, unless it says otherwise; at least 1 ms. */
    public RpcMethod<Q, R> withTimeout(Duration timeout) {
        return with(queueGroup, CallOptions.checkTimeout(timeout), metadata, idempotent);
    }

    /** The same with one more entry for discovery. */
    public RpcMethod<Q, R> withMetadata(String key, String value) {
        return with(queueGroup, timeout, RpcService.plus(metadata, key, value), idempotent);
    }

    /** The same, known to do no more when it runs twice: proto's {@code idempotency_level}. Clients may retry it. */
    public RpcMethod<Q, R> asIdempotent() {
        return with(queueGroup, timeout, metadata, true);
    }

    private RpcMethod<Q, R> with(
            @Nullable String queueGroup, Duration timeout, Map<String, String> metadata, boolean idempotent) {
        return new RpcMethod<>(
                service, name, kind, parameters, requests, responses, queueGroup, timeout, metadata, idempotent);
    }

    /** The service that it belongs to. */
    public RpcService service() {
        return service;
    }

    /** Its name in proto. */
    public String name() {
        return name;
    }

    /** On which sides it has many messages. */
    public Kind kind() {
        return kind;
    }

    /** Its service's full name and its own, such as {@code acme.hello.Greeter/Greet}. */
    public String fullName() {
        return service.fullName() + "/" + name;
    }

    /** Its subject, parameters in braces, without the prefix of a client or a host. */
    public String subject() {
        return parameters.text();
    }

    /** Its queue group; {@code null} if every instance answers. */
    public @Nullable String queueGroup() {
        return queueGroup;
    }

    /** How long a call may last, unless it says otherwise; a stream that may go on has some fifty days. */
    public Duration timeout() {
        return timeout;
    }

    /** What discovery shows beside; immutable. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Whether running it twice does no more than running it once. */
    public boolean isIdempotent() {
        return idempotent;
    }

    SubjectParameters parameters() {
        return parameters;
    }

    MessageCodec<Q> requests() {
        return requests;
    }

    MessageCodec<R> responses() {
        return responses;
    }

    /** The full name and the subject. */
    @Override
    public String toString() {
        return fullName() + " (" + subject() + ")";
    }
}
