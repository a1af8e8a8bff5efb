package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks JetStream about streams, over the inbox of a client or one of its own. Safe for any thread. */
final class JetStreamApi implements AutoCloseable {
    private static final String PREFIX = "$JS.API.";
    private static final int MOST_QUESTIONS = 65_536;

    private final Transport transport;
    private final PendingCalls calls;
    private final boolean own;

    private JetStreamApi(Transport transport, PendingCalls calls, boolean own) {
        this.transport = transport;
        this.calls = calls;
        this.own = own;
    }

    /** For a client's questions; nothing is to be closed. */
    static JetStreamApi of(Transport transport, PendingCalls calls) {
        return new JetStreamApi(transport, calls, false);
    }

    /** With an inbox for a few questions, to be closed after them. */
    static JetStreamApi open(Transport transport) {
        return new JetStreamApi(transport, new PendingCalls(transport, MOST_QUESTIONS), true);
    }

    /** What kind of answer it is. */
    enum Kind {
        /** It did what was asked. */
        DONE,
        /** It refused, and said why. */
        REFUSED,
        /** There is no JetStream on this server, or none for this account. */
        NOBODY,
        /** The server does not let this connection ask. */
        FORBIDDEN,
        /** Nothing came in time. */
        SILENCE
    }

    /**
     * What JetStream said.
     *
     * @param failure why it refused; {@code null} otherwise
     */
    record Answer(Kind kind, JsonValue json, PubAck.@Nullable Failure failure) {
        private static Answer none(Kind kind) {
            return new Answer(kind, JsonValue.EMPTY_MAP, null);
        }

        boolean isDone() {
            return kind == Kind.DONE;
        }

        /** Whether it refused with this number. */
        boolean isRefusal(int number) {
            return failure != null && failure.number() == number;
        }
    }

    /** The subject of a question, as errors and permissions name it. */
    static String subject(String question) {
        return PREFIX + question;
    }

    /** Asks without waiting. The future never fails; it completes on the reading thread. */
    CompletableFuture<Answer> ask(String question, String body, Duration wait) {
        String subject = subject(question);
        try {
            CompletableFuture<PendingCalls.Ending> ending = new CompletableFuture<>();
            PendingCalls.Single asked = calls.open(subject, wait, ending::complete);
            try {
                transport.publish(subject, asked.replyTo(), null, body.getBytes(StandardCharsets.UTF_8));
            } catch (IllegalStateException | IllegalArgumentException e) {
                boolean unusedIfEnded = asked.leave();
                return CompletableFuture.completedFuture(Answer.none(Kind.SILENCE));
            }
            return ending.thenApply(JetStreamApi::read);
        } catch (RpcException tooManyOrClosed) {
            return CompletableFuture.completedFuture(Answer.none(Kind.SILENCE));
        }
    }

    /** Asks and waits; at once where asking is forbidden. Not for the reading thread. */
    Answer askAndWait(String question, String body, Duration wait) throws InterruptedException {
        String before = transport.lastError();
        CompletableFuture<Answer> answer = ask(question, body, wait);
        try {
            transport.flush(wait);
        } catch (TimeoutException e) {
            return answer.getNow(Answer.none(Kind.SILENCE));
        }
        if (!answer.isDone() && isForbidden(question, before)) {
            return Answer.none(Kind.FORBIDDEN);
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never exceptional", e);
        }
    }

    /**
     * Whether the server has complained about a question since; sure once a flush has come back behind it.
     *
     * @param before what it had complained of last before the question
     */
    boolean isForbidden(String question, @Nullable String before) {
        return transport.wasRefusedSince(before, subject(question));
    }

    private static Answer read(PendingCalls.Ending ending) {
        if (ending instanceof PendingCalls.Ending.Absent) {
            return Answer.none(Kind.NOBODY);
        }
        if (!(ending instanceof PendingCalls.Ending.Replied replied)) {
            return Answer.none(Kind.SILENCE);
        }
        try {
            JsonValue json = JsonParser.parse(replied.reply().data());
            JsonValue error = JsonValueUtils.readObject(json, "error");
            boolean failed = error != null && error.map != null && !error.map.isEmpty();
            return failed
                    ? new Answer(Kind.REFUSED, json, PubAck.Failure.of(error))
                    : new Answer(Kind.DONE, json, null);
        } catch (JsonParseException | RuntimeException e) {
            return Answer.none(Kind.SILENCE);
        }
    }

    @Override
    public void close() {
        if (own) {
            calls.close();
        }
    }
}
