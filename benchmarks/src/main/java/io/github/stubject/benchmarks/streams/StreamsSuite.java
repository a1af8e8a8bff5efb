package io.github.stubject.benchmarks.streams;

import static io.github.stubject.benchmarks.model.Goal.atLeast;

import io.github.stubject.benchmarks.lab.Case;
import io.github.stubject.benchmarks.lab.Contender;
import io.github.stubject.benchmarks.lab.ProcessContender;
import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Setting;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Suite;
import io.github.stubject.benchmarks.model.Comparison;
import io.github.stubject.benchmarks.model.Goal;
import io.github.stubject.benchmarks.model.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many messages from a service to one caller. */
public final class StreamsSuite implements Suite {
    private static final String OURS = "Stubject";
    private static final String BY_HAND = "publish and subscribe";
    private static final String GRPC = "gRPC, batched requests";
    private static final String GRPC_DIRECT = "the same, direct executor";

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public List<Case> cases() {
        return List.of(
                serverStreaming("16 B", 16, 400_000, atLeast(2), atLeast(1.8)),
                serverStreaming("1 KiB", 1024, 100_000, atLeast(1.3), null));
    }

    private static Case serverStreaming(String size, int bytes, int count, @Nullable Goal byHand, @Nullable Goal grpc) {
        Settings settings = Settings.of(Feeding.BYTES, bytes).with(Feeding.COUNT, count);
        return new Case(
                "server streaming, " + size,
                "message",
                Setting.PLAIN,
                List.of(
                        contender(OURS, StreamedFeed.class, Reader.Kind.STREAMED, settings),
                        contender(BY_HAND, PublishedFeed.class, Reader.Kind.SUBSCRIBED, settings),
                        contender(GRPC, GrpcFeed.class, Reader.Kind.GRPC, settings),
                        contender(GRPC_DIRECT, GrpcFeed.class, Reader.Kind.GRPC, settings.with(Reader.DIRECT, true))),
                List.of(
                        new Comparison(Metric.RATE, OURS, BY_HAND, byHand),
                        new Comparison(Metric.RATE, OURS, GRPC, grpc),
                        new Comparison(Metric.RATE, OURS, GRPC_DIRECT, grpc),
                        new Comparison(Metric.CLIENT_CPU, OURS, BY_HAND, null),
                        new Comparison(Metric.ALLOCATION, OURS, BY_HAND, null)));
    }

    private static Contender contender(
            String name, Class<? extends Service> service, Reader.Kind reader, Settings settings) {
        return new ProcessContender(name, service, Feeding.class, settings.with(Reader.KIND, reader));
    }
}
