package io.github.stubject.benchmarks.events;

import com.acme.hello.HelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.runtime.CoreEvent;
import io.github.stubject.runtime.DurableEvent;
import io.github.stubject.runtime.RpcService;

/** An event, as both sides describe it. Contenders have subjects and streams of their own. */
final class Said {
    /** The setting for the subject. */
    static final String SUBJECT = "subject";

    /** The setting for the stream of a durable one. */
    static final String STREAM = "stream";

    /** The setting for the length of the text in an event. */
    static final String BYTES = "bytes";

    private static final RpcService SERVICE = RpcService.of("bench.Talk");

    private Said() {}

    static CoreEvent<HelloRequest> core(Settings settings) {
        return CoreEvent.of(SERVICE, "Said", settings.text(SUBJECT), HelloRequest.getDefaultInstance());
    }

    static DurableEvent<HelloRequest> durable(Settings settings) {
        return DurableEvent.of(
                SERVICE, "Said", settings.text(SUBJECT), HelloRequest.getDefaultInstance(), settings.text(STREAM));
    }

    static HelloRequest event(Settings settings) {
        return HelloRequest.newBuilder()
                .setName("x".repeat(settings.number(BYTES)))
                .build();
    }

    static HelloRequest parse(byte[] data) {
        try {
            return HelloRequest.parseFrom(data);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the generator would make of the event. */
    interface Listener {
        void said(HelloRequest event);
    }
}
