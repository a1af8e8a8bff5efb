package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.util.concurrent.RejectedExecutionException;

/**
 * One method as a host serves it: takes a request up on the reading thread, which only decides whether it runs, and runs
 * it on the host's executor. Holds one of the host's permits from the one to the answer.
 */
final class HostedMethod<Q extends Message, R extends Message> {
    private final RpcMethod<Q, R> method;
    private final UnaryHandler<Q, R> handler;
    private final SubjectTemplate subject;
    private final HostContext host;
    private final MethodCounters counters = new MethodCounters();

    HostedMethod(ServiceBinding.Endpoint<Q, R> endpoint, SubjectTemplate subject, HostContext host) {
        this.method = endpoint.method();
        this.handler = endpoint.handler();
        this.subject = subject;
        this.host = host;
    }

    RpcMethod<Q, R> method() {
        return method;
    }

    SubjectTemplate subject() {
        return subject;
    }

    UnaryHandler<Q, R> handler() {
        return handler;
    }

    HostContext host() {
        return host;
    }

    MethodCounters counters() {
        return counters;
    }

    MethodStats stats() {
        return counters.snapshot();
    }

    /** Takes up a request, on the reading thread. */
    void receive(InboundMessage message) {
        counters.requests.increment();
        String replyTo = message.replyTo();
        if (replyTo == null) {
            counters.withoutReply.increment();
        } else if (!host.replyGuard().isSafe(replyTo)) {
            counters.unsafeReplies.increment();
            host.replyGuard().warn(method, replyTo);
            return;
        }
        ServedRequest<Q, R> request = new ServedRequest<>(this, message, System.nanoTime());
        if (!host.permits().tryAcquire()) {
            counters.rejected.increment();
            request.refuse(RpcException.refusal(Code.RESOURCE_EXHAUSTED, "too many requests in flight"));
            return;
        }
        try {
            host.executor().execute(request);
        } catch (RejectedExecutionException e) {
            host.permits().release();
            counters.rejected.increment();
            request.refuse(RpcException.refusal(Code.UNAVAILABLE, "this instance is shutting down"));
        }
    }
}
