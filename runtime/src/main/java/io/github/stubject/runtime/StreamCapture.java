package io.github.stubject.runtime;

import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether streams of JetStream would get calls that a host is about to serve: JetStream acknowledges what it stores, and
 * the ack would be taken for the answer. Asks for the streams with subjects below the common beginning of the host's subjects,
 * which costs one question for most hosts however many methods there are, and then for those streams. Does not insist: where
 * it cannot know in time, the host starts. Does not ask a server without JetStream: a service that has nothing to do with it
 * should not be told of permissions that it lacks.
 */
final class StreamCapture implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final String NAMES = "STREAM.NAMES";

    private final List<HostedMethod<?, ?>> methods;
    private final @Nullable JetStreamApi api;
    private final @Nullable String complaint;
    private final long end = System.nanoTime() + LIMIT.toNanos();
    private final List<CompletableFuture<List<String>>> names = new ArrayList<>();

    private StreamCapture(List<HostedMethod<?, ?>> methods, @Nullable JetStreamApi api, @Nullable String complaint) {
        this.methods = methods;
        this.api = api;
        this.complaint = complaint;
    }

    /** Begins to look. */
    static StreamCapture begin(Transport transport, List<HostedMethod<?, ?>> methods) {
        if (methods.isEmpty() || !transport.isConnected() || !transport.hasJetStream()) {
            return new StreamCapture(List.of(), null, null);
        }
        JetStreamApi api = JetStreamApi.open(transport);
        StreamCapture capture = new StreamCapture(methods, api, transport.lastError());
        filters(methods.stream().map(HostedMethod::subject).toList())
                .forEach(filter -> capture.names.add(capture.names(api, filter, List.of())));
        return capture;
    }

    /** Few patterns that have all of the subjects and their tails. */
    static Set<String> filters(List<SubjectTemplate> subjects) {
        Map<String, List<String>> byFirst = new TreeMap<>();
        for (SubjectTemplate subject : subjects) {
            List<String> tokens = List.of(subject.pattern().split("\\.", -1));
            byFirst.merge(tokens.get(0), tokens.subList(0, tokens.size() - 1), StreamCapture::common);
        }
        Set<String> filters = new LinkedHashSet<>();
        byFirst.forEach((first, beginning) -> {
            if (beginning.isEmpty()) {
                filters.add(first);
                filters.add(first + ".>");
            } else {
                filters.add(String.join(".", beginning) + ".>");
            }
        });
        return filters;
    }

    private static List<String> common(List<String> a, List<String> b) {
        int length = 0;
        while (length < Math.min(a.size(), b.size()) && a.get(length).equals(b.get(length))) {
            length++;
        }
        return a.subList(0, length);
    }

    private CompletableFuture<List<String>> names(JetStreamApi api, String filter, List<String> before) {
        String question = "{\"subject\":" + new JsonValue(filter).toJson() + ",\"offset\":" + before.size() + "}";
        return api.ask(NAMES, question, LIMIT).thenCompose(answer -> {
            if (!answer.isDone()) {
                LOG.log(
                        Level.DEBUG,
                        "Whether streams capture calls is not known: {0} was answered by {1}",
                        JetStreamApi.subject(NAMES),
                        answer.kind());
                return CompletableFuture.completedFuture(before);
            }
            List<String> all = new ArrayList<>(before);
            all.addAll(JsonValueUtils.readStringList(answer.json(), "streams"));
            boolean more =
                    all.size() > before.size() && all.size() < JsonValueUtils.readInteger(answer.json(), "total", 0);
            return more ? names(api, filter, all) : CompletableFuture.completedFuture(all);
        });
    }

    /**
     * Waits for what is known in time; to be called after a flush.
     *
     * @throws IllegalStateException if a stream captures a call
     */
    void check() throws InterruptedException {
        if (api == null || api.isForbidden(NAMES, complaint)) {
            return;
        }
        Set<String> streams = new LinkedHashSet<>();
        for (CompletableFuture<List<String>> some : names) {
            List<String> known = inTime(some);
            streams.addAll(known == null ? List.of() : known);
        }
        Map<String, CompletableFuture<JetStreamApi.Answer>> infos = new TreeMap<>();
        streams.forEach(stream -> infos.put(stream, api.ask("STREAM.INFO." + stream, "", LIMIT)));
        for (Map.Entry<String, CompletableFuture<JetStreamApi.Answer>> info : infos.entrySet()) {
            JetStreamApi.Answer answer = inTime(info.getValue());
            JsonValue config =
                    answer == null || !answer.isDone() ? null : JsonValueUtils.readObject(answer.json(), "config");
            if (config != null) {
                check(info.getKey(), config);
            }
        }
    }

    private void check(String stream, JsonValue config) {
        if (JsonValueUtils.readBoolean(config, "no_ack")) {
            return; // it only listens
        }
        for (String kept : JsonValueUtils.readStringList(config, "subjects")) {
            for (HostedMethod<?, ?> method : methods) {
                if (method.subject().canMeet(kept)) {
                    throw new IllegalStateException(
                            "stream " + stream + " has the subject " + kept
                                    + ", and so would answer calls of "
                                    + method.method().fullName() + " (" + method.subject()
                                    + ") in the place of this host. Let the stream have the subjects of events only, as EventStream"
                                    + " does, or the calls another subject; a stream that only records calls must be set to no_ack");
                }
            }
        }
    }

    private <T> @Nullable T inTime(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(Level.DEBUG, "Whether streams capture calls is not known: JetStream does not answer in time");
            return null;
        }
    }

    @Override
    public void close() {
        if (api != null) {
            api.close();
        }
    }
}
