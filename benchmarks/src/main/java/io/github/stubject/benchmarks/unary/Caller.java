package io.github.stubject.benchmarks.unary;

import com.acme.hello.HelloReply;
import io.github.stubject.benchmarks.lab.Settings;

/** One way to call. The request is the same each time; it is encoded, and the reply parsed, for each call. */
interface Caller extends AutoCloseable {
    /** The setting that chooses it. */
    String KIND = "caller";

    /** The setting for the length of the text in a request. */
    String BYTES = "bytes";

    /** The setting for how many interceptors do nothing. */
    String INTERCEPTORS = "interceptors";

    /** The setting for completing on the thread that reads: {@code true} or not. */
    String DIRECT = "direct";

    /** Who calls. */
    enum Kind {
        GENERATED,
        BY_HAND,
        /** JSON by hand, to a host. */
        JSON,
        /** Protobuf by hand, to a host. */
        PROTOBUF,
        GRPC
    }

    void async(Completion completion);

    HelloReply blocking() throws Exception;

    static Caller of(Settings settings) throws Exception {
        return switch (Kind.valueOf(settings.text(KIND))) {
            case GENERATED -> new GeneratedCaller(settings);
            case BY_HAND -> new ByHandCaller(settings, Greet.BY_HAND);
            case PROTOBUF -> new ByHandCaller(settings, Greet.GENERATED);
            case JSON -> new JsonCaller(settings);
            case GRPC -> new GrpcCaller(settings);
        };
    }
}
