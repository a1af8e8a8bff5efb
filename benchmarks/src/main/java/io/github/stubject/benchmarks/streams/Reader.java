package io.github.stubject.benchmarks.streams;

import io.github.stubject.benchmarks.lab.Settings;

/** One way to read a feed. All messages are parsed, and looked into. */
interface Reader extends AutoCloseable {
    /** The setting that chooses it. */
    String KIND = "reader";

    /** The setting for gRPC without executors: {@code true} or not. */
    String DIRECT = "direct";

    /** Who reads. */
    enum Kind {
        STREAMED,
        SUBSCRIBED,
        GRPC
    }

    /**
     * Reads one feed to its end.
     *
     * @return how many messages came that are not empty
     */
    long read(int count, int bytes) throws Exception;

    static Reader of(Settings settings) throws Exception {
        return switch (Kind.valueOf(settings.text(KIND))) {
            case STREAMED -> new StreamReader(settings);
            case SUBSCRIBED -> new SubscribedReader(settings);
            case GRPC -> new GrpcReader(settings);
        };
    }
}
