package io.github.stubject.runtime;

import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Brings a stream into being, or makes sure that it is as it should be. */
record StreamSetup(EventStream stream, Setup setup) {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final long ASK_AGAIN_MS = 100;
    private static final int NAME_IN_USE = 10_058;
    private static final int ACCOUNT_DISABLED = 10_039;
    private static final int DISABLED = 10_076;

    StreamSetup {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(setup, "setup");
    }

    /**
     * Does it for all.
     *
     * @param prefix for those that have none of their own
     * @throws IllegalStateException if one cannot be had as it should be
     */
    static void runAll(List<StreamSetup> all, @Nullable SubjectTemplate prefix, Transport transport) {
        if (all.isEmpty()) {
            return;
        }
        try (JetStreamApi api = JetStreamApi.open(transport)) {
            for (StreamSetup one : all) {
                EventStream stream = prefix == null ? one.stream : one.stream.behind(prefix.toString());
                new StreamSetup(stream, one.setup).run(api);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while preparing streams", e);
        }
    }

    private void run(JetStreamApi api) throws InterruptedException {
        JetStreamApi.Answer info = ask(api, "STREAM.INFO." + stream.name(), "");
        if (info.isRefusal(StreamLooks.STREAM_NOT_FOUND)) {
            if (setup == Setup.CHECK) {
                throw new IllegalStateException("stream " + stream.name() + " is missing; " + wayOut());
            }
            JetStreamApi.Answer created = ask(api, "STREAM.CREATE." + stream.name(), stream.toJson());
            if (created.isDone()) {
                return;
            }
            if (!created.isRefusal(NAME_IN_USE)) {
                throw failure("cannot be made", created);
            }
            // Another instance was faster, and wants it otherwise perhaps.
            info = ask(api, "STREAM.INFO." + stream.name(), "");
        }
        if (!info.isDone()) {
            throw failure("is not known", info);
        }
        compare(api, configuration(info));
    }

    private void compare(JetStreamApi api, StreamConfiguration found) throws InterruptedException {
        List<String> differences = stream.differencesOf(found);
        if (differences.isEmpty()) {
            return;
        }
        String text = "stream " + stream.name() + " is not as it should be: " + String.join("; ", differences);
        if (setup != Setup.UPDATE) {
            throw new IllegalStateException(text + ". " + wayOut());
        }
        JetStreamApi.Answer updated =
                ask(api, "STREAM.UPDATE." + stream.name(), stream.changed(found).toJson());
        if (!updated.isDone()) {
            throw failure("cannot be changed (" + text + ")", updated);
        }
    }

    private String wayOut() {
        String tools = "change it with other tools: EventStream.toJson() has what is wanted";
        return switch (setup) {
            case CREATE -> "Change it with Setup.UPDATE, or " + tools;
            case CHECK -> "Make it with Setup.CREATE or Setup.UPDATE, or make or " + tools;
            case UPDATE -> "Make or " + tools;
        };
    }

    private static StreamConfiguration configuration(JetStreamApi.Answer info) {
        JsonValue config = JsonValueUtils.readObject(info.json(), "config");
        try {
            return StreamConfiguration.instance(config.toJson());
        } catch (JsonParseException e) {
            throw new IllegalStateException("JetStream's answer has no configuration: " + config.toJson(), e);
        }
    }

    /** Asks, again as long as JetStream says that it is not ready. */
    private static JetStreamApi.Answer ask(JetStreamApi api, String question, String body) throws InterruptedException {
        long end = System.nanoTime() + WAIT.toNanos();
        while (true) {
            JetStreamApi.Answer answer = api.askAndWait(question, body, WAIT);
            PubAck.Failure failure = answer.failure();
            boolean passes = failure != null && PublishErrors.isTemporary(failure);
            if (!passes || System.nanoTime() - end > 0) {
                return answer;
            }
            TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MS);
        }
    }

    private IllegalStateException failure(String what, JetStreamApi.Answer answer) {
        PubAck.Failure refusal = answer.failure();
        String why = switch (answer.kind()) {
            case NOBODY -> "there is no JetStream: it is disabled on the server of this connection, or for its account";
            case FORBIDDEN ->
                "this connection may not ask JetStream: allow it to publish on "
                        + JetStreamApi.subject("STREAM.*." + stream.name());
            case SILENCE ->
                "JetStream did not answer on " + JetStreamApi.subject("STREAM.*." + stream.name()) + " within "
                        + WAIT.toSeconds() + " s";
            default -> "JetStream says: " + said(refusal);
        };
        return new IllegalStateException("stream " + stream.name() + " " + what + ": " + why);
    }

    private static String said(PubAck.@Nullable Failure refusal) {
        if (refusal == null) {
            return "nothing";
        }
        boolean disabled = refusal.number() == DISABLED || refusal.number() == ACCOUNT_DISABLED;
        String text = Printable.escaped(refusal.text()) + " (" + refusal.number() + ")";
        return disabled ? text + "; it is disabled for the account of this connection" : text;
    }
}
