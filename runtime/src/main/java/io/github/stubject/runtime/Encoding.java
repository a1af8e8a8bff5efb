package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.util.Locale;

/** How a payload is written. */
enum Encoding {
    PROTOBUF("protobuf"),
    JSON("JSON");

    static final String JSON_TYPE = "application/json";
    static final String PROTOBUF_TYPE = "application/protobuf";

    private final String text;

    Encoding(String text) {
        this.text = text;
    }

    /** For people. */
    String text() {
        return text;
    }

    /** The encoding to answer a message in: its own, or protobuf where it declares one that is not known. */
    static Encoding ofReplyTo(InboundMessage message, MessageCodec<?> codec) {
        try {
            return of(message, codec);
        } catch (RpcException e) {
            return PROTOBUF;
        }
    }

    /**
     * The encoding that a message declares, or, where it declares none, shows by its first byte.
     *
     * @param codec of the type in question: a brace as the first byte does not mean JSON where it may begin a protobuf message
     * @throws RpcException if it declares one that is not known
     */
    static Encoding of(InboundMessage message, MessageCodec<?> codec) {
        String declared = message.header(WireHeaders.CONTENT_TYPE);
        if (declared == null) {
            return codec.looksLikeJson(message.data()) ? JSON : PROTOBUF;
        }
        int parameters = declared.indexOf(';');
        String type = (parameters < 0 ? declared : declared.substring(0, parameters))
                .trim()
                .toLowerCase(Locale.ROOT);
        return switch (type) {
            case JSON_TYPE -> JSON;
            case PROTOBUF_TYPE, "application/x-protobuf" -> PROTOBUF;
            default ->
                throw RpcException.refusal(
                        Code.INVALID_ARGUMENT,
                        "Content-Type \"" + declared + "\" is not known; known are " + PROTOBUF_TYPE + " and "
                                + JSON_TYPE);
        };
    }
}
