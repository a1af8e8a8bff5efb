package io.github.stubject.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher says about its events beyond the message. Immutable. All but headers is for durable events only.
 */
public final class PublishOptions {
    /** Says nothing. */
    public static final PublishOptions DEFAULT =
            new PublishOptions(null, RpcHeaders.EMPTY, null, new Expected(null, null, null), null);

    private final @Nullable Duration timeout;
    private final RpcHeaders headers;
    private final @Nullable String messageId;
    private final Expected expected;
    private final @Nullable Boolean retries;

    /**
     * What must be the last in the stream, or nothing is stored; {@code null} where nothing is expected.
     *
     * @param sequence of the stream
     * @param subjectSequence of what the stream has of the same subject; 0 if that must be nothing
     * @param messageId of the stream
     */
    record Expected(
            @Nullable Long sequence,
            @Nullable Long subjectSequence,
            @Nullable String messageId) {
        Expected with(Expected others) {
            return new Expected(
                    others.sequence == null ? sequence : others.sequence,
                    others.subjectSequence == null ? subjectSequence : others.subjectSequence,
                    others.messageId == null ? messageId : others.messageId);
        }
    }

    private PublishOptions(
            @Nullable Duration timeout,
            RpcHeaders headers,
            @Nullable String messageId,
            Expected expected,
            @Nullable Boolean retries) {
        this.timeout = timeout;
        this.headers = headers;
        this.messageId = messageId;
        this.expected = expected;
        this.retries = retries;
    }

    /** The same with another time to wait for the ack, all retries included; 5 s unless set. */
    public PublishOptions withTimeout(Duration timeout) {
        return new PublishOptions(CallOptions.checkTimeout(timeout), headers, messageId, expected, retries);
    }

    /**
     * The same with one more header, in place of one with the same name.
     *
     * @throws IllegalArgumentException if {@link RpcHeaders#with(String, String)} does not allow it
     */
    public PublishOptions withHeader(String name, String text) {
        return withHeaders(RpcHeaders.EMPTY.with(name, text));
    }

    /** The same with more headers, in place of those with the same names. */
    public PublishOptions withHeaders(RpcHeaders more) {
        return new PublishOptions(timeout, headers.with(more), messageId, expected, retries);
    }

    /** The same with a message id in place of the schema's: the stream keeps one message of an id, for a while. */
    public PublishOptions withMessageId(String id) {
        return new PublishOptions(timeout, headers, checkId(id), expected, retries);
    }

    /** The same, stored only if the stream's last message has this number. */
    public PublishOptions withExpectedLastSequence(long sequence) {
        return expecting(new Expected(checkSequence(sequence), null, null));
    }

    /** The same, stored only if the last message of the same subject has this number; 0 if there must be none. */
    public PublishOptions withExpectedLastSubjectSequence(long sequence) {
        return expecting(new Expected(null, checkSequence(sequence), null));
    }

    /** The same, stored only if the stream's last message has this id. */
    public PublishOptions withExpectedLastMessageId(String id) {
        return expecting(new Expected(null, null, checkId(id)));
    }

    private PublishOptions expecting(Expected more) {
        return new PublishOptions(timeout, headers, messageId, expected.with(more), retries);
    }

    /** The same without retries: published once, whatever happens. */
    public PublishOptions withoutRetries() {
        return new PublishOptions(timeout, headers, messageId, expected, false);
    }

    /** These options, overridden by what the others say; headers are overridden by name. */
    public PublishOptions with(PublishOptions others) {
        return new PublishOptions(
                others.timeout == null ? timeout : others.timeout,
                headers.with(others.headers),
                others.messageId == null ? messageId : others.messageId,
                expected.with(others.expected),
                others.retries == null ? retries : others.retries);
    }

    private static long checkSequence(long sequence) {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence is " + sequence + "; it must be 0 or more");
        }
        return sequence;
    }

    private static String checkId(String id) {
        if (id.isEmpty() || !WireHeaders.clean(id).equals(id)) {
            throw new IllegalArgumentException("a message id is printable ASCII, and not empty");
        }
        return id;
    }

    /** How long to wait for the ack; {@code null} if the schema decides. */
    public @Nullable Duration timeout() {
        return timeout;
    }

    /** The headers. */
    public RpcHeaders headers() {
        return headers;
    }

    /** The message id; {@code null} if the schema decides. */
    public @Nullable String messageId() {
        return messageId;
    }

    Expected expected() {
        return expected;
    }

    /** Whether an event may be published again after a failure. */
    public boolean retries() {
        return retries == null || retries;
    }
}
