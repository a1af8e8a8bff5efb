package io.github.stubject.runtime;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.proto.Status;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Errors as replies, and replies as errors. */
final class ErrorCodec {
    private ErrorCodec() {}

    /** The headers of an error reply: those of the NATS services specification (ADR-32), and ours. */
    static Headers headers(RpcException error) {
        Headers headers = new Headers();
        error.headers().writeTo(headers);
        String text = WireHeaders.clean(error.text());
        headers.put(WireHeaders.SERVICE_ERROR, text.isEmpty() ? error.code().name() : text);
        headers.put(
                WireHeaders.SERVICE_ERROR_CODE, Integer.toString(error.code().httpStatus()));
        headers.put(WireHeaders.CODE, error.code().name());
        if (error.delivery() == Delivery.NOT_RUN) {
            headers.put(WireHeaders.NOT_RUN, WireHeaders.YES);
        }
        return headers;
    }

    /** The body of an error reply, in the encoding of the request. */
    static byte[] body(RpcException error, Encoding encoding) {
        Status status = Status.newBuilder()
                .setCode(error.code().number())
                .setMessage(error.text())
                .addAllDetails(error.details())
                .build();
        return MessageCodec.write(status, encoding);
    }

    /** The error that a reply is; {@code null} if it is an answer. Understands services that know ADR-32 alone. */
    static @Nullable RpcException read(InboundMessage reply) {
        if (reply.headers() == null) {
            return null;
        }
        String name = reply.header(WireHeaders.CODE);
        String number = reply.header(WireHeaders.SERVICE_ERROR_CODE);
        String text = reply.header(WireHeaders.SERVICE_ERROR);
        if (name == null && number == null && text == null) {
            return null;
        }
        Delivery delivery = reply.header(WireHeaders.NOT_RUN) == null ? Delivery.RAN : Delivery.NOT_RUN;
        RpcHeaders headers = RpcHeaders.of(reply.headers());
        Status status = name == null ? null : status(reply);
        if (status != null && status.getCode() != 0) {
            return RpcException.ofReply(
                    code(name, Code.ofNumber(status.getCode())),
                    status.getMessage(),
                    status.getDetailsList(),
                    headers,
                    delivery);
        }
        List<Any> none = List.of();
        return RpcException.ofReply(
                code(name, ofHttpStatus(number)), text == null ? "" : text, none, headers, delivery);
    }

    private static @Nullable Status status(InboundMessage reply) {
        MessageCodec<Status> codec = new MessageCodec<>(Status.getDefaultInstance());
        try {
            return codec.read(reply.data(), Encoding.of(reply, codec));
        } catch (InvalidProtocolBufferException | RpcException e) {
            // Then the headers say what there is to say.
            return null;
        }
    }

    /** The code by its name; by the number where the name is not known. */
    private static Code code(@Nullable String name, Code byNumber) {
        Code named = name == null ? null : Code.ofName(name);
        return named == null ? byNumber : named;
    }

    private static Code ofHttpStatus(@Nullable String number) {
        try {
            return number == null ? Code.UNKNOWN : Code.ofHttpStatus(Integer.parseInt(number.trim()));
        } catch (NumberFormatException e) {
            return Code.UNKNOWN;
        }
    }
}
