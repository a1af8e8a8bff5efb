package io.github.stubject.it.interop;

import com.google.protobuf.ByteString;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcException;
import java.util.concurrent.atomic.AtomicInteger;

/** What both implementations answer, and how many answers of streams they have made. Safe for any thread. */
final class Answers {
    private final AtomicInteger made = new AtomicInteger();

    /** How many answers of streams were made. */
    int made() {
        return made.get();
    }

    static Payload payload(int size) {
        return Payload.newBuilder().setBody(ByteString.copyFrom(new byte[size])).build();
    }

    SimpleResponse answer(SimpleRequest request) {
        if (request.hasResponseStatus()) {
            throw error(request.getResponseStatus());
        }
        return SimpleResponse.newBuilder()
                .setPayload(payload(request.getResponseSize()))
                .build();
    }

    StreamingOutputCallResponse answer(ResponseParameters wanted) {
        made.incrementAndGet();
        return StreamingOutputCallResponse.newBuilder()
                .setPayload(payload(wanted.getSize()))
                .build();
    }

    static RpcException error(EchoStatus wanted) {
        return new RpcException(Code.ofNumber(wanted.getCode()), wanted.getMessage());
    }
}
