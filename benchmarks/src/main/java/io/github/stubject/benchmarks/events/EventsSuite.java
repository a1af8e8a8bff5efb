package io.github.stubject.benchmarks.events;

import static io.github.stubject.benchmarks.model.Goal.atLeast;

import io.github.stubject.benchmarks.lab.Case;
import io.github.stubject.benchmarks.lab.ProcessContender;
import io.github.stubject.benchmarks.lab.Setting;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Suite;
import io.github.stubject.benchmarks.model.Comparison;
import io.github.stubject.benchmarks.model.Goal;
import io.github.stubject.benchmarks.model.Metric;
import io.nats.client.api.StorageType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Core and durable events, published and read. */
public final class EventsSuite implements Suite {
    private static final String EVENT = "event";
    private static final String OURS = "Stubject";
    private static final int WINDOW = 256;
    private static final int STORED = 50_000;
    private static final int JNATS_BATCH = 500;

    @Override
    public String name() {
        return "events";
    }

    @Override
    public List<Case> cases() {
        return List.of(
                corePublish("16 B", 16),
                corePublish("1 KiB", 1024),
                coreEndToEnd(),
                durablePublish(StorageType.Memory),
                durablePublish(StorageType.File),
                durableConsume());
    }

    private static Case corePublish(String size, int bytes) {
        String byHand = "Connection.publish";
        return new Case(
                "core publish, " + size,
                EVENT,
                Setting.PLAIN,
                List.of(
                        new ProcessContender(OURS, null, CorePublishing.class, ours(bytes)),
                        new ProcessContender(
                                byHand,
                                null,
                                CorePublishing.class,
                                byHand(bytes).with(CorePublisher.BY_HAND, true))),
                comparisons(byHand, null));
    }

    private static Case coreEndToEnd() {
        String byHand = "publish and a dispatcher";
        return new Case(
                "core, publisher to listener, 100 B",
                EVENT,
                Setting.PLAIN,
                List.of(
                        new ProcessContender(OURS, HostListener.class, Telling.class, ours(100)),
                        new ProcessContender(
                                byHand,
                                DispatcherListener.class,
                                Telling.class,
                                byHand(100).with(CorePublisher.BY_HAND, true))),
                comparisons(byHand, null));
    }

    private static Case durablePublish(StorageType storage) {
        String byHand = "JetStream.publishAsync";
        return new Case(
                "durable publish, " + WINDOW + " without ack, 16 B, stored in " + storage,
                EVENT,
                Setting.JETSTREAM,
                List.of(
                        new ProcessContender(OURS, null, DurablePublishing.class, durable(ours(16), storage)),
                        new ProcessContender(
                                byHand, null, DurablePublishingByHand.class, durable(byHand(16), storage))),
                comparisons(byHand, atLeast(1)));
    }

    private static Case durableConsume() {
        String ahead = OURS + ", " + JNATS_BATCH + " ahead";
        String byHand = "ConsumerContext.consume";
        Settings settings = durable(ours(100), StorageType.File).with(DurableConsuming.EVENTS, STORED);
        return new Case(
                "durable consume, an ack each, 100 B",
                EVENT,
                Setting.JETSTREAM,
                List.of(
                        consuming(OURS, settings.with(DurableConsuming.AHEAD, 0), "own"),
                        consuming(ahead, settings.with(DurableConsuming.AHEAD, JNATS_BATCH), "ahead"),
                        consuming(
                                byHand,
                                settings.with(DurableConsuming.AHEAD, JNATS_BATCH)
                                        .with(DurableConsuming.BY_HAND, true),
                                "byhand")),
                List.of(
                        new Comparison(Metric.RATE, OURS, byHand, null),
                        new Comparison(Metric.RATE, ahead, byHand, null),
                        new Comparison(Metric.CLIENT_CPU, OURS, byHand, null)));
    }

    private static ProcessContender consuming(String name, Settings settings, String place) {
        return new ProcessContender(
                name,
                null,
                DurableConsuming.class,
                settings.with(Said.SUBJECT, "bench." + place).with(Said.STREAM, place));
    }

    private static List<Comparison> comparisons(String byHand, @Nullable Goal goal) {
        return List.of(
                new Comparison(Metric.RATE, OURS, byHand, goal),
                new Comparison(Metric.CLIENT_CPU, OURS, byHand, null),
                new Comparison(Metric.ALLOCATION, OURS, byHand, null));
    }

    private static Settings ours(int bytes) {
        return Settings.of(Said.BYTES, bytes).with(Said.SUBJECT, "bench.ours");
    }

    private static Settings byHand(int bytes) {
        return Settings.of(Said.BYTES, bytes).with(Said.SUBJECT, "bench.byhand");
    }

    private static Settings durable(Settings settings, StorageType storage) {
        String stream = settings.text(Said.SUBJECT).replace('.', '_');
        return settings.with(Said.STREAM, stream)
                .with(DurableStream.STORAGE, storage)
                .with(DurablePublishing.WINDOW, WINDOW);
    }
}
