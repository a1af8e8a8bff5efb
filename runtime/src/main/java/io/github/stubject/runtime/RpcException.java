package io.github.stubject.runtime;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The error that ended a call.
 *
 * <p>An implementation throws one, made with the constructor, to answer with an error: the caller gets the same code,
 * text and details. Everything else that it throws, and also an {@code RpcException} that it got from a call of its own,
 * reaches the caller as {@link Code#INTERNAL} with a fixed text, so that nothing leaks by accident; {@link #asReply()}
 * passes such an error on deliberately.
 *
 * <p>Immutable.
 */
public final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final String text;
    private final Any[] details;
    private final RpcHeaders headers;
    private final Delivery delivery;
    private final boolean received;

    /**
     * An error to answer with.
     *
     * @param text what happened, for the developer of the caller; any characters; it is sent to the caller
     */
    public RpcException(Code code, String text) {
        this(code, text, null);
    }

    /**
     * An error to answer with.
     *
     * @param text what happened, for the developer of the caller; any characters; it is sent to the caller
     * @param cause what led to it; stays on this side
     */
    public RpcException(Code code, String text, @Nullable Throwable cause) {
        this(code, text, List.of(), RpcHeaders.EMPTY, Delivery.RAN, false, cause);
    }

    private RpcException(
            Code code,
            String text,
            List<Any> details,
            RpcHeaders headers,
            Delivery delivery,
            boolean received,
            @Nullable Throwable cause) {
        super(code + ": " + Printable.escaped(text), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.text = Objects.requireNonNull(text, "text");
        this.details = details.toArray(Any[]::new);
        this.headers = Objects.requireNonNull(headers, "headers");
        this.delivery = delivery;
        this.received = received;
    }

    /** An error that ended a call of this process: escaping from an implementation, it is not passed on. */
    static RpcException ofCall(
            Code code, String text, List<Any> details, Delivery delivery, @Nullable Throwable cause) {
        return new RpcException(code, text, details, RpcHeaders.EMPTY, delivery, true, cause);
    }

    /** An error that came as a reply. */
    static RpcException ofReply(Code code, String text, List<Any> details, RpcHeaders headers, Delivery delivery) {
        return new RpcException(code, text, details, headers, delivery, true, null);
    }

    /** An error found before a request was sent. */
    static RpcException notSent(Code code, String text) {
        return ofCall(code, text, List.of(), Delivery.NOT_RUN, null);
    }

    /** An error to answer a request with that the implementation has not seen. */
    static RpcException refusal(Code code, String text) {
        return new RpcException(code, text, List.of(), RpcHeaders.EMPTY, Delivery.NOT_RUN, false, null);
    }

    /** What the generated default of a method throws. */
    public static RpcException unimplemented(RpcMethod<?, ?> method) {
        return new RpcException(Code.UNIMPLEMENTED, method.fullName() + " is not implemented");
    }

    /** A publisher that gives this error to each subscriber, and nothing else: what a failed future is to futures. */
    public <T> Flow.Publisher<T> asPublisher() {
        return subscriber -> FailedPublisher.fail(subscriber, this);
    }

    /** What kind of error it is. */
    public Code code() {
        return code;
    }

    /**
     * What happened, exactly as it was written where the error was made. {@link #getMessage()} has the code before it, and
     * is one line whatever the text is.
     */
    public String text() {
        return text;
    }

    /** Whether the implementation ran. Meaningful on the caller's side. */
    public Delivery delivery() {
        return delivery;
    }

    /** The details as they travelled, for types that this program does not know. */
    public List<Any> details() {
        return List.of(details);
    }

    /**
     * The first detail of a type, if there is one.
     *
     * @throws IllegalStateException if the detail is of this type by name, but is no valid message of it
     */
    public <T extends Message> Optional<T> detail(Class<T> type) {
        for (Any detail : details) {
            if (detail.is(type)) {
                try {
                    return Optional.of(detail.unpack(type));
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException("detail " + detail.getTypeUrl() + " is corrupt", e);
                }
            }
        }
        return Optional.empty();
    }

    /** What came, or is to be sent, beside the error, without the headers of the protocol. */
    public RpcHeaders headers() {
        return headers;
    }

    /** The same error with more headers to be sent beside it, in place of those of the same names. */
    public RpcException withHeaders(RpcHeaders headers) {
        return new RpcException(code, text, details(), this.headers.with(headers), delivery, received, getCause());
    }

    /** The same error of a call of this process, with more text. */
    RpcException withMore(String more) {
        return more.isEmpty()
                ? this
                : new RpcException(code, text + more, details(), headers, delivery, received, getCause());
    }

    /** The same error of a call of this process, with another code. */
    RpcException withCode(Code other) {
        return new RpcException(other, text, details(), headers, delivery, received, getCause());
    }

    /** The same error, with another word on whether the implementation ran. */
    RpcException withDelivery(Delivery other) {
        return other == delivery ? this : new RpcException(code, text, details(), headers, other, received, this);
    }

    /** The same error with another text, and neither details nor headers. */
    RpcException withoutExtras(String shorterText) {
        return new RpcException(code, shorterText, List.of(), RpcHeaders.EMPTY, delivery, received, getCause());
    }

    /** The same error with one more detail: a message that a program on the other side can act on. */
    public RpcException withDetail(Message detail) {
        List<Any> more = new ArrayList<>(details());
        more.add(detail instanceof Any any ? any : Any.pack(detail));
        return new RpcException(code, text, more, headers, delivery, received, getCause());
    }

    /**
     * This error as an answer of one's own: thrown by an implementation, it reaches the caller with its code, text, details
     * and headers even though it came from a call that the implementation made.
     */
    public RpcException asReply() {
        return new RpcException(code, text, details(), headers, Delivery.RAN, false, this);
    }

    /** Whether it came from a call of this process, rather than having been made to answer one. */
    boolean received() {
        return received;
    }
}
