package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JetStream's answer to a message on a subject of a stream.
 *
 * @param stream the stream; empty if an error does not name it
 * @param sequence the message's number; 0 if it was not stored
 * @param failure why it was not stored; {@code null} if it was
 */
record PubAck(
        String stream,
        long sequence,
        boolean duplicate,
        @Nullable Failure failure) {
    /** All that such an answer can have, by servers up to 2.15. */
    private static final Set<String> FIELDS =
            Set.of("error", "stream", "seq", "duplicate", "domain", "val", "batch", "count", "type");

    private static final byte[] STREAM = "{\"stream\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEQUENCE = "\",\"seq\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SPACED_SEQUENCE = "\", \"seq\":".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_DIGITS = 18;

    /**
     * Why JetStream did not store a message.
     *
     * @param status as of HTTP
     * @param number JetStream's own; 0 if there is none
     */
    record Failure(int status, int number, String text) {
        static Failure of(JsonValue error) {
            return new Failure(
                    JsonValueUtils.readInteger(error, "code", 0),
                    JsonValueUtils.readInteger(error, "err_code", 0),
                    JsonValueUtils.readString(error, "description", ""));
        }
    }

    /** What a message says; {@code null} if it is no such answer. */
    static @Nullable PubAck of(InboundMessage message) {
        byte[] data = message.data();
        if (data.length == 0 || data[0] != '{' || message.headers() != null) {
            return null;
        }
        PubAck plain = plain(data);
        if (plain != null) {
            return plain;
        }
        try {
            JsonValue json = JsonParser.parse(data);
            return json.map != null && FIELDS.containsAll(json.map.keySet()) ? of(json) : null;
        } catch (JsonParseException | RuntimeException e) { // the parser does not check for the end of its input
            return null;
        }
    }

    /** What servers send nearly always, {@code {"stream":"ORDERS", "seq":12}}, without objects in between; or {@code null}. */
    private static @Nullable PubAck plain(byte[] data) {
        int quote = STREAM.length;
        while (quote < data.length && data[quote] != '"' && data[quote] != '\\' && data[quote] > 0) {
            quote++;
        }
        if (quote == STREAM.length || !startsWith(data, 0, STREAM)) {
            return null;
        }
        int number = startsWith(data, quote, SEQUENCE)
                ? quote + SEQUENCE.length
                : startsWith(data, quote, SPACED_SEQUENCE) ? quote + SPACED_SEQUENCE.length : data.length;
        int end = data.length - 1;
        long sequence = 0;
        for (int i = number; i < end; i++) {
            if (data[i] < '0' || data[i] > '9') {
                return null;
            }
            sequence = sequence * 10 + (data[i] - '0');
        }
        boolean whole = number < end && end - number <= MOST_DIGITS && data[end] == '}' && sequence > 0;
        String stream = new String(data, STREAM.length, quote - STREAM.length, StandardCharsets.US_ASCII);
        return whole ? new PubAck(stream, sequence, false, null) : null;
    }

    private static boolean startsWith(byte[] data, int offset, byte[] text) {
        return data.length - offset >= text.length
                && Arrays.equals(data, offset, offset + text.length, text, 0, text.length);
    }

    private static @Nullable PubAck of(JsonValue json) {
        String stream = JsonValueUtils.readString(json, "stream", "");
        long sequence = JsonValueUtils.readLong(json, "seq", 0);
        JsonValue error = JsonValueUtils.readObject(json, "error");
        boolean failed = error != null && error.map != null && !error.map.isEmpty();
        if (!failed && (stream.isEmpty() || sequence < 1)) {
            return null;
        }
        boolean duplicate = JsonValueUtils.readBoolean(json, "duplicate");
        return new PubAck(stream, sequence, duplicate, failed ? Failure.of(error) : null);
    }

    /** The error of a call that got this in place of an answer. */
    RpcException asAnswerOf(RpcMethod<?, ?> method) {
        String did = failure == null
                ? "it stored the request as number " + sequence
                : "it tried to store the request (" + failure.text() + ")";
        String who = stream.isEmpty() ? "a stream of JetStream" : "JetStream's stream " + WireHeaders.clean(stream);
        return RpcException.ofCall(
                Code.FAILED_PRECONDITION,
                method.fullName() + ": " + who + " captures calls on " + method.subject() + ": " + did
                        + " and answered in the service's place; let the stream have the subjects of events only",
                List.of(),
                Delivery.UNKNOWN, // a service may have got it too
                null);
    }
}
