package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerCreateRequest;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.impl.Headers;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What hosts ask of JetStream. Not by jnats's own classes, which cannot tell that nobody answers from that nobody is there, and
 * have a thread wait for it. Its futures complete on a thread that must not be held up, with a {@link JetStreamError} at worst.
 */
final class ConsumerApi implements AutoCloseable {
    static final String API = "$JS.API.";

    private static final byte[] NOTHING = new byte[0];
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Transport transport;
    private final PendingCalls calls;
    private final Duration wait;

    ConsumerApi(Transport transport) {
        this(transport, WAIT);
    }

    ConsumerApi(Transport transport, Duration wait) {
        this.transport = transport;
        this.calls = new PendingCalls(transport, Integer.MAX_VALUE);
        this.wait = wait;
    }

    /** A consumer as it is. */
    CompletableFuture<ConsumerInfo> consumer(String stream, String name) {
        return ask(API + "CONSUMER.INFO." + stream + "." + name, NOTHING).thenApply(ConsumerInfo::new);
    }

    /** Makes a consumer, or changes it. */
    CompletableFuture<ConsumerInfo> putConsumer(String stream, ConsumerConfiguration configuration) {
        String body = new ConsumerCreateRequest(stream, configuration).toJson();
        String subject = API + "CONSUMER.CREATE." + stream + "." + configuration.getName() + "."
                + configuration.getFilterSubject();
        return ask(subject, utf8(body)).thenApply(ConsumerInfo::new);
    }

    /** Deletes a consumer. */
    CompletableFuture<JsonValue> deleteConsumer(String stream, String name) {
        return ask(API + "CONSUMER.DELETE." + stream + "." + name, NOTHING);
    }

    /** A stream as it is, in JetStream's words. */
    CompletableFuture<JsonValue> stream(String name) {
        return ask(API + "STREAM.INFO." + name, NOTHING);
    }

    /** The names of the streams that keep something of these subjects. */
    CompletableFuture<List<String>> streamsOf(String subject) {
        String body = "{\"subject\":\"" + subject + "\"}"; // a subject has nothing that JSON escapes but these two
        return ask(API + "STREAM.NAMES", utf8(body.replace("\\", "\\\\")))
                .thenApply(found ->
                        Objects.requireNonNullElse(JsonValueUtils.readStringList(found, "streams"), List.<String>of()));
    }

    /** Publishes into a stream; completes when it is stored there. */
    CompletableFuture<JsonValue> store(String subject, Headers headers, byte[] data) {
        return ask(subject, headers, data).thenApply(stored -> {
            String stream = JsonValueUtils.readString(stored, "stream");
            if (stream == null) {
                throw new JetStreamError(JetStreamError.NONE, "what answers to " + subject + " is no stream");
            }
            return stored;
        });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private CompletableFuture<JsonValue> ask(String subject, byte[] data) {
        return ask(subject, null, data);
    }

    private CompletableFuture<JsonValue> ask(String subject, @Nullable Headers headers, byte[] data) {
        String complaint = transport.lastError();
        CompletableFuture<PendingCalls.Ending> ending = new CompletableFuture<>();
        PendingCalls.Single call;
        try {
            call = calls.open(subject, wait, ending::complete);
        } catch (RpcException e) {
            return CompletableFuture.failedFuture(new JetStreamError(JetStreamError.NONE, e.text()));
        }
        if (!transport.isConnected()) {
            call.cancel("not connected to NATS");
        } else {
            try {
                transport.publish(subject, call.replyTo(), headers, data);
            } catch (IllegalStateException | IllegalArgumentException e) {
                call.cancel("the connection did not take a message to " + subject + ": " + e.getMessage());
            }
        }
        return ending.thenApply(how -> read(subject, how, complaint));
    }

    private JsonValue read(String subject, PendingCalls.Ending ending, @Nullable String complaint) {
        if (ending instanceof PendingCalls.Ending.Replied replied) {
            return read(subject, replied.reply());
        }
        if (ending instanceof PendingCalls.Ending.Absent) {
            throw new JetStreamError(
                    JetStreamError.NONE,
                    subject.startsWith(API)
                            ? "JetStream is not there: is it enabled on the server, and for this account?"
                            : "no stream keeps " + subject);
        }
        String text = ((PendingCalls.Ending.Failed) ending).text();
        throw new JetStreamError(JetStreamError.NONE, text + complained(complaint));
    }

    /** What the server may not have allowed, as it then does not answer. */
    private String complained(@Nullable String before) {
        String error = transport.errorSince(before);
        return error == null ? "" : "; the server has complained of: " + Printable.escaped(error);
    }

    private static JsonValue read(String subject, InboundMessage reply) {
        JsonValue answer;
        try {
            answer = JsonParser.parse(reply.data());
        } catch (JsonParseException | RuntimeException e) {
            throw new JetStreamError(JetStreamError.NONE, "what answers to " + subject + " is not JetStream");
        }
        JsonValue error = JsonValueUtils.readObject(answer, "error");
        int code = JsonValueUtils.readInteger(error, "code", 0);
        if (code == 0) {
            return answer;
        }
        String description = JsonValueUtils.readString(error, "description", "error " + code);
        throw new JetStreamError(JsonValueUtils.readInteger(error, "err_code", code), Printable.escaped(description));
    }

    /**
     * Waits for an answer.
     *
     * @throws JetStreamError if it is none
     */
    static <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw errorOf(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The failure of a future of this class. */
    static JetStreamError errorOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof JetStreamError error
                ? error
                : new JetStreamError(JetStreamError.NONE, "JetStream's answer cannot be read: " + cause);
    }

    @Override
    public void close() {
        calls.close();
    }
}
