package io.github.stubject.runtime;

import io.github.stubject.runtime.discovery.Discovery;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks discovery's questions over a client's inbox. Blocks its caller; safe for any thread but the reading one. */
final class DiscoveryAsker implements Discovery.Asker {
    private static final byte[] NOTHING = new byte[0];

    private final Transport transport;
    private final PendingCalls calls;

    DiscoveryAsker(Transport transport, PendingCalls calls) {
        this.transport = transport;
        this.calls = calls;
    }

    @Override
    public List<Discovery.Answer> ask(String subject, Duration timeout, Duration stall) {
        if (!transport.isConnected()) {
            throw RpcException.notSent(Code.UNAVAILABLE, "not connected to NATS; " + subject + " was not asked");
        }
        CallersThread thread = new CallersThread();
        Answers answers = new Answers(subject);
        ReplyCollector collector = new ReplyCollector(calls, timeout, stall, thread, answers);
        collector.open(timeout);
        try {
            transport.publish(subject, collector.replyTo(), null, NOTHING);
            thread.runUntilDone(answers.end);
        } catch (IllegalStateException e) {
            throw RpcException.notSent(Code.UNAVAILABLE, "the connection did not take the question to " + subject);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RpcException.notSent(Code.CANCELLED, "interrupted while asking " + subject);
        } finally {
            boolean unusedIfEnded = collector.leave();
        }
        return answers.result();
    }

    private static final class Answers implements ReplyCollector.Sink {
        private final String subject;
        private final List<Discovery.Answer> all = new ArrayList<>();
        private final CompletableFuture<ReplyCollector.End> end = new CompletableFuture<>();

        private Answers(String subject) {
            this.subject = subject;
        }

        @Override
        public boolean take(InboundMessage reply, Duration after) {
            all.add(new Discovery.Answer(reply.data(), after));
            return false;
        }

        @Override
        public void ended(ReplyCollector.End how, String text) {
            end.complete(how);
        }

        private List<Discovery.Answer> result() {
            if (end.join() == ReplyCollector.End.CLOSED) {
                throw RpcException.ofCall(
                        Code.UNAVAILABLE,
                        "asking " + subject + ": " + PendingCalls.CLOSED_MEANWHILE,
                        List.of(),
                        Delivery.UNKNOWN,
                        null);
            }
            return all;
        }
    }
}
