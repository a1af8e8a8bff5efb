package io.github.stubject.runtime;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of the streams that it publishes to, looked up only when something has gone wrong. One look at a time
 * for each stream, and what it found is kept for a minute. Safe for any thread.
 */
final class StreamLooks {
    /** A stream's own, unless it is configured. */
    static final Duration DEFAULT_WINDOW = Duration.ofMinutes(2);

    static final int STREAM_NOT_FOUND = 10_059;
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final JetStreamApi api;
    private final ConcurrentMap<String, Look> looks = new ConcurrentHashMap<>();

    StreamLooks(JetStreamApi api) {
        this.api = api;
    }

    /**
     * What is known.
     *
     * @param missing whether JetStream says that there is no such stream
     * @param nobody whether there is no JetStream that could say anything
     * @param window how long it looks for duplicates
     * @param subjects what it keeps; {@code null} if that is not known
     * @param acks whether it acknowledges at all
     */
    record Finding(
            boolean missing,
            boolean nobody,
            Duration window,
            @Nullable List<String> subjects,
            boolean acks) {
        private static final Finding NOTHING = new Finding(false, false, DEFAULT_WINDOW, null, true);
        private static final Finding NOBODY = new Finding(false, true, DEFAULT_WINDOW, null, true);
        private static final Finding MISSING = new Finding(true, false, DEFAULT_WINDOW, null, true);
    }

    private record Look(CompletableFuture<Finding> finding, long since) {
        /** Only what was found is worth keeping. */
        boolean isUsable() {
            Finding found = finding.getNow(Finding.MISSING);
            return !finding.isDone() || (found.subjects() != null && System.nanoTime() - since < KEPT_NANOS);
        }
    }

    /** Looks at a stream. The future never fails, and is there in time, but without a finding if there is none by then. */
    CompletableFuture<Finding> at(String stream, long nanos) {
        CompletableFuture<Finding> finding = at(stream);
        if (finding.isDone() || nanos >= WAIT.toNanos()) {
            return finding;
        }
        return nanos == 0
                ? CompletableFuture.completedFuture(Finding.NOTHING)
                : finding.copy().completeOnTimeout(Finding.NOTHING, nanos, TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("ReferenceEquality") // whose look it is that counts now
    private CompletableFuture<Finding> at(String stream) {
        Look known = looks.get(stream);
        if (known != null && known.isUsable()) {
            return known.finding();
        }
        CompletableFuture<Finding> made = new CompletableFuture<>();
        Look mine = new Look(made, System.nanoTime());
        Look current = looks.compute(stream, (name, last) -> last != null && last.isUsable() ? last : mine);
        if (current == mine) {
            CompletableFuture<?> unused =
                    api.ask("STREAM.INFO." + stream, "", WAIT).thenAccept(answer -> made.complete(read(answer)));
        }
        return current.finding();
    }

    private static Finding read(JetStreamApi.Answer answer) {
        if (answer.isRefusal(STREAM_NOT_FOUND)) {
            return Finding.MISSING;
        }
        if (answer.kind() == JetStreamApi.Kind.NOBODY) {
            return Finding.NOBODY;
        }
        JsonValue config = answer.isDone() ? JsonValueUtils.readObject(answer.json(), "config") : null;
        if (config == null || config.map == null || config.map.isEmpty()) {
            return Finding.NOTHING;
        }
        Duration window = JsonValueUtils.readNanos(config, "duplicate_window", Duration.ZERO);
        return new Finding(
                false,
                false,
                window,
                JsonValueUtils.readStringList(config, "subjects"),
                !JsonValueUtils.readBoolean(config, "no_ack"));
    }
}
