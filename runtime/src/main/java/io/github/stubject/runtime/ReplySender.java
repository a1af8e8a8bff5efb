package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.lang.System.Logger.Level;

/** Answers one request in the encoding that it came in. Called by one thread at a time; does not throw. */
final class ReplySender {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private final HostedMethod<?, ?> hosted;
    private final InboundMessage message;
    private final Encoding encoding;

    ReplySender(HostedMethod<?, ?> hosted, InboundMessage message) {
        this.hosted = hosted;
        this.message = message;
        this.encoding = Encoding.ofReplyTo(message, hosted.method().requests());
    }

    Encoding encoding() {
        return encoding;
    }

    /** Answers with an error. */
    void refuse(RpcException error) {
        publish(hosted.host().replies().error(message, error, encoding));
    }

    /**
     * Answers with a response.
     *
     * @throws RpcException if it is too large; then nothing was sent
     */
    void answer(Message response, RpcHeaders headers) {
        publish(hosted.host().replies().answer(hosted.method(), message, response, headers, encoding));
    }

    private void publish(ReplyFactory.Reply reply) {
        String replyTo = message.replyTo();
        if (replyTo == null) {
            return;
        }
        try {
            hosted.host().transport().publish(replyTo, null, reply.headers(), reply.data());
        } catch (IllegalStateException | IllegalArgumentException e) {
            hosted.counters().unsentReplies.increment();
            LOG.log(Level.DEBUG, "A reply of " + hosted.method() + " was not sent", e);
        }
    }
}
