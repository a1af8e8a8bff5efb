package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a host. Runs on the host's executor, holds one of its permits, and gives it back when
 * the reply is out, on whichever thread that happens.
 */
final class ServedRequest<Q extends Message, R extends Message> implements Runnable {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private final HostedMethod<Q, R> hosted;
    private final InboundMessage message;
    private final long takenUp;
    private final Encoding encoding;

    ServedRequest(HostedMethod<Q, R> hosted, InboundMessage message, long takenUp) {
        this.hosted = hosted;
        this.message = message;
        this.takenUp = takenUp;
        this.encoding = Encoding.ofReplyTo(message, hosted.method().requests().jsonByFirstByte());
    }

    @Override
    public void run() {
        try {
            Q request = readUnlessExpired();
            if (request != null) {
                hosted.handler().handle(request, this::complete);
            }
        } finally {
            // A pool of platform threads would hand the flag on to the next request.
            Thread.interrupted();
        }
    }

    /** The request; {@code null} if it is dropped or refused, which then has been seen to. */
    private @Nullable Q readUnlessExpired() {
        try {
            if (!isExpired()) {
                return read();
            }
            hosted.counters().expired.increment();
        } catch (RpcException e) {
            hosted.counters().invalid.increment();
            refuse(e);
        }
        release();
        return null;
    }

    /** Answers with an error without running anything. Does not give back a permit. */
    void refuse(RpcException error) {
        publish(hosted.host().replies().error(message, error, encoding));
    }

    private boolean isExpired() {
        String header = message.header(WireHeaders.TIMEOUT_MS);
        long millis = RpcMethod.DEFAULT_TIMEOUT.toMillis();
        if (header != null) {
            try {
                millis = Long.parseLong(header);
            } catch (NumberFormatException e) {
                throw RpcException.refusal(
                        Code.INVALID_ARGUMENT,
                        WireHeaders.TIMEOUT_MS + " is \"" + WireHeaders.clean(header) + "\", not a whole number");
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - takenUp) >= millis;
    }

    private Q read() {
        MessageCodec<Q> codec = hosted.method().requests();
        try {
            Encoding declared = Encoding.of(message, codec.jsonByFirstByte());
            return hosted.method().parameters().reconcile(codec.read(message.data(), declared), message.subject());
        } catch (InvalidProtocolBufferException e) {
            throw RpcException.refusal(
                    Code.INVALID_ARGUMENT,
                    "the request is no valid " + codec.descriptor().getFullName() + " in " + encoding.text() + ": "
                            + e.getMessage());
        } catch (RpcException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.WARNING, "Could not read a request to " + hosted.method(), e);
            throw RpcException.refusal(Code.INVALID_ARGUMENT, "the request cannot be read");
        }
    }

    private void complete(@Nullable R response, @Nullable Throwable failure) {
        try {
            publish(reply(response, failure));
        } finally {
            release();
        }
    }

    private ReplyFactory.Reply reply(@Nullable R response, @Nullable Throwable failure) {
        ReplyFactory replies = hosted.host().replies();
        try {
            if (failure != null) {
                throw failure;
            }
            if (response == null) {
                throw new IllegalStateException("the implementation returned null");
            }
            return replies.answer(hosted.method(), message, response, encoding);
        } catch (Throwable e) {
            hosted.counters().errors.increment();
            return replies.error(message, errorFor(e), encoding);
        }
    }

    /** What the caller may know: an error made for it as it is, and of everything else only that there was one. */
    private RpcException errorFor(Throwable thrown) {
        boolean wrapped = thrown instanceof CompletionException && thrown.getCause() != null;
        Throwable failure = wrapped ? thrown.getCause() : thrown;
        if (failure instanceof RpcException error && !error.received()) {
            return error;
        }
        LOG.log(Level.ERROR, hosted.method() + " failed", failure);
        return new RpcException(Code.INTERNAL, "the service failed; its log says more");
    }

    private void publish(ReplyFactory.Reply reply) {
        String replyTo = message.replyTo();
        if (replyTo == null) {
            return;
        }
        // jnats drops without a word what an interrupted thread publishes.
        boolean interrupted = Thread.interrupted();
        try {
            hosted.host().transport().publish(replyTo, null, reply.headers(), reply.data());
        } catch (IllegalStateException | IllegalArgumentException e) {
            hosted.counters().unsentReplies.increment();
            LOG.log(Level.DEBUG, "A reply of " + hosted.method() + " was not sent", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void release() {
        hosted.host().permits().release();
    }
}
