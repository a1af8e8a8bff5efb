package io.github.stubject.runtime;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.github.stubject.runtime.internal.stream.Slice;

/**
 * Reads and writes the messages of one type in both encodings. Immutable. Looks at the type's descriptor only where it must:
 * the first one that a process looks at loads some 250 classes of protobuf.
 */
final class MessageCodec<M extends Message> {
    private static final int FIELD_THAT_BEGINS_LIKE_JSON = 15;
    private static final int DEEPER_THAN_INLINED = 2;

    private final M prototype;
    private final Parser<M> parser;

    @SuppressWarnings("unchecked") // a message's parser is one of its own type
    MessageCodec(M prototype) {
        this.prototype = prototype;
        this.parser = (Parser<M>) prototype.getParserForType();
    }

    Descriptor descriptor() {
        return prototype.getDescriptorForType();
    }

    M prototype() {
        return prototype;
    }

    /** Whether a payload without Content-Type is JSON: it begins with an opening brace, and that means JSON. */
    boolean looksLikeJson(byte[] data) {
        return data.length > 0 && data[0] == '{' && jsonByFirstByte();
    }

    /** Whether a payload without Content-Type that begins with an opening brace is JSON. */
    boolean jsonByFirstByte() {
        // The tag of a group numbered 15 is 0x7B, an opening brace.
        FieldDescriptor field = descriptor().findFieldByNumber(FIELD_THAT_BEGINS_LIKE_JSON);
        return field == null || field.getType() != FieldDescriptor.Type.GROUP;
    }

    @SuppressWarnings("unchecked") // a builder of M builds an M
    M read(byte[] data, Encoding encoding) throws InvalidProtocolBufferException {
        if (encoding == Encoding.PROTOBUF) {
            return parser.parseFrom(data);
        }
        Message.Builder builder = prototype.newBuilderForType();
        json().merge(data, builder);
        if (!builder.isInitialized()) {
            throw new InvalidProtocolBufferException(
                    "required fields are missing: " + String.join(", ", builder.findInitializationErrors()));
        }
        return (M) builder.build();
    }

    M read(Slice slice) throws InvalidProtocolBufferException {
        return slice.json()
                ? read(slice.copy(), Encoding.JSON)
                : parser.parseFrom(slice.data(), slice.offset(), slice.length());
    }

    static byte[] write(Message message, Encoding encoding) {
        if (encoding != Encoding.PROTOBUF) {
            return json().print(message);
        }
        int unusedSize = size(message, DEEPER_THAN_INLINED);
        return message.toByteArray();
    }

    /**
     * Has a message work out its size, which it keeps, in a call of its own. To that end protobuf goes through texts, character by
     * character. HotSpot inlines fifteen calls, and here that may be just too few to inline what reads a character; but it
     * begins anew here, since it inlines a method into itself only once.
     */
    private static int size(Message message, int depth) {
        return depth == 0 ? message.getSerializedSize() : size(message, depth - 1);
    }

    private static JsonCodec json() {
        JsonCodec codec = JsonCodec.installed();
        if (codec == null) {
            throw RpcException.refusal(
                    Code.INVALID_ARGUMENT,
                    "this service does not understand JSON: io.github.stubject:stubject-json is not on its class path");
        }
        return codec;
    }
}
