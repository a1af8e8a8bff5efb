package io.github.stubject.runtime;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event that a stream of JetStream keeps, so that it reaches each consumer at least once, whenever that runs. Immutable.
 *
 * @param <E> its message
 */
public final class DurableEvent<E extends Message> extends EventMethod<E> {
    private static final int MOST_PARTITIONS = 1024;
    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;
    private static final int BYTE = 0xFF;

    private final String stream;
    private final @Nullable FieldPath messageId;
    private final @Nullable FieldPath key;
    private final int partitions;

    private DurableEvent(
            RpcMethod<E, Empty> method,
            String stream,
            @Nullable FieldPath messageId,
            @Nullable FieldPath key,
            int partitions) {
        super(method);
        this.stream = stream;
        this.messageId = messageId;
        this.key = key;
        this.partitions = partitions;
    }

    /**
     * An event; otherwise as {@link CoreEvent#of}.
     *
     * @param stream the name of the stream that keeps it
     */
    public static <E extends Message> DurableEvent<E> of(
            RpcService service, String name, String subject, E event, String stream) {
        Objects.requireNonNull(stream, "stream");
        return new DurableEvent<>(RpcMethod.event(service, name, subject, event), stream, null, null, 0);
    }

    /**
     * The same, stored once for each value of a field of its message, within the time that the stream looks for duplicates.
     *
     * @param field a string, integer, bool or enum, such as {@code order_id} or {@code order.id}
     */
    public DurableEvent<E> withMessageId(String field) {
        return new DurableEvent<>(method(), stream, path(field), key, partitions);
    }

    /**
     * The same, with an order for each value of a field: its messages are spread over partitions by it, and a consumer that
     * keeps {@linkplain DurableOptions#inOrder order} handles each partition one message at a time. The number of the partition
     * is the last token of the subject.
     *
     * @param field as for {@link #withMessageId}
     * @param partitions how many messages may be handled at the same time, 1 to 1,024; changing it moves keys to others
     */
    public DurableEvent<E> withKey(String field, int partitions) {
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException("partitions is " + partitions + "; allowed is 1 to " + MOST_PARTITIONS);
        }
        return new DurableEvent<>(method(), stream, messageId, path(field), partitions);
    }

    private FieldPath path(String field) {
        return FieldPath.resolve(method().requests().descriptor(), field);
    }

    /** The stream that keeps it, without the prefix of a client or a host. */
    public String stream() {
        return stream;
    }

    /**
     * The name of the stream for a client or a host with a prefix: an environment has streams of its own.
     *
     * @param prefix with or without a dot at its end; empty if there is none
     */
    String streamBehind(String prefix) {
        return prefix.isEmpty() ? stream : streamPrefix(prefix) + stream;
    }

    /** What stands before the names of streams, which have no dots. */
    static String streamPrefix(String prefix) {
        String tokens = prefix.endsWith(".") ? prefix : prefix + ".";
        return tokens.replace('.', '_');
    }

    /** How many partitions there are; 0 if it has no key. */
    public int partitions() {
        return partitions;
    }

    /** As {@link EventMethod#subject}, with a wildcard for the partition at the end, if there are partitions. */
    @Override
    public String subject() {
        return partitions == 0 ? super.subject() : super.subject() + ".*";
    }

    /**
     * What tells the message from others of its event for the stream; {@code null} if the schema does not say. The value is
     * percent-encoded where a header cannot have it.
     *
     * @throws RpcException if the field is unset or empty
     */
    @Nullable
    String messageIdOf(E event) {
        return messageId == null
                ? null
                : method().subject() + "/" + WireHeaders.encoded(textOf(messageId, "the message id", event));
    }

    private String textOf(FieldPath path, String what, E event) {
        String text = path.isUnset(event) ? "" : path.text(event);
        if (text.isEmpty()) {
            throw RpcException.notSent(
                    Code.INVALID_ARGUMENT,
                    "field " + path.name() + " is not set, but is " + what + " of " + fullName());
        }
        return text;
    }

    /** The partition of a message: FNV-1a with 32 bits over the key's text in UTF-8, modulo the number of partitions. */
    int partitionOf(E event) {
        if (key == null) {
            throw new IllegalStateException(fullName() + " has no partitions");
        }
        int hash = FNV_OFFSET;
        for (byte next : textOf(key, "the key", event).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (next & BYTE)) * FNV_PRIME;
        }
        return Integer.remainderUnsigned(hash, partitions);
    }

    @Override
    String subjectFor(E event) {
        String subject = super.subjectFor(event);
        return partitions == 0 ? subject : subject + "." + partitionOf(event);
    }

    @Override
    E reconcile(E event, String subject) {
        return super.reconcile(event, partitions == 0 ? subject : subject.substring(0, subject.lastIndexOf('.')));
    }
}
