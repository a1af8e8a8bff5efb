package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One method as a host serves it: takes a request up on the reading thread, which only decides whether it runs, and runs
 * it on the method's executor. A request holds one of the host's places from the one to the answer.
 */
final class HostedMethod<Q extends Message, R extends Message> {
    private final RpcMethod<Q, R> method;
    private final MethodHandler<Q, R> handler;
    private final SubjectTemplate subject;
    private final @Nullable String queueGroup;
    private final HostContext host;
    private final Admission.Gate gate;
    private final Executor executor;
    private final Consumer<HostedMethod<?, ?>> onOverload;
    private final MethodCounters counters = new MethodCounters();
    private volatile boolean draining;

    HostedMethod(
            ServiceBinding.Endpoint<Q, R> endpoint,
            SubjectTemplate subject,
            @Nullable String queueGroup,
            HostContext host,
            Admission.Gate gate,
            Executor executor,
            Consumer<HostedMethod<?, ?>> onOverload) {
        this.method = endpoint.method();
        this.handler = endpoint.handler();
        this.subject = subject;
        this.queueGroup = queueGroup;
        this.host = host;
        this.gate = gate;
        this.executor = executor;
        this.onOverload = onOverload;
    }

    RpcMethod<Q, R> method() {
        return method;
    }

    SubjectTemplate subject() {
        return subject;
    }

    @Nullable
    String queueGroup() {
        return queueGroup;
    }

    HostContext host() {
        return host;
    }

    Admission.Gate gate() {
        return gate;
    }

    MethodCounters counters() {
        return counters;
    }

    MethodStats stats() {
        return counters.snapshot();
    }

    /** From now on refuses calls to this instance alone; what the queue group still gives it, it runs. */
    void drain() {
        draining = true;
    }

    /** Takes up a request, on a reading thread. */
    void receive(InboundMessage message) {
        take(message, message.subject());
    }

    /** Takes up what is meant for this instance alone, on a reading thread. */
    void receiveChosen(InboundMessage message) {
        String tail = message.subject();
        String called = ReservedTail.calledBy(tail, subject, host.instance());
        if (called != null) {
            take(message, called);
        } else if (ReservedTail.isBeat(tail, host.instance())) {
            host.streams().beat(message);
        } else {
            host.streams().receive(message);
        }
    }

    /** Takes up what is meant for all instances, on a reading thread. */
    void receiveForAll(InboundMessage message) {
        String replyTo = message.replyTo();
        String called = ReservedTail.cancelledBy(message.subject(), subject);
        if (replyTo != null && called != null) {
            host.running().cancel(replyTo, called);
        }
    }

    private void take(InboundMessage message, String called) {
        counters.requests.increment();
        String replyTo = message.replyTo();
        if (replyTo == null) {
            counters.withoutReply.increment();
        } else if (!host.replyGuard().isSafe(replyTo)) {
            counters.unsafeReplies.increment();
            host.replyGuard().warn(method, replyTo);
            return;
        }
        if (draining && !called.equals(message.subject())) {
            counters.rejected.increment();
            refuse(message, Code.UNAVAILABLE, ServedCall.SHUTTING_DOWN);
            return;
        }
        Admission.Place place = gate.enter();
        if (place == null) {
            counters.rejected.increment();
            refuse(message, Code.RESOURCE_EXHAUSTED, "too many requests in flight");
            onOverload.accept(this);
            return;
        }
        TakenCall call = handler.take(this, message, called, place);
        if (replyTo != null) {
            host.running().add(replyTo, call);
        }
        try {
            executor.execute(call);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // of a thread, for example
            counters.rejected.increment();
            call.abort();
        }
    }

    private void refuse(InboundMessage message, Code code, String text) {
        new ReplySender(this, message).refuse(RpcException.refusal(code, text));
    }
}
