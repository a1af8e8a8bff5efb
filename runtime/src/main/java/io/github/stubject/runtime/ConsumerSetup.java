package io.github.stubject.runtime;

import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sees to it that a consumer, and what it needs around it, is there and as it should be. */
final class ConsumerSetup {
    private final ConsumerApi api;

    ConsumerSetup(ConsumerApi api) {
        this.api = api;
    }

    /**
     * Checks, makes or changes what the options say.
     *
     * @return the number in the stream of the first event that the consumer does not know to be handled
     * @throws IllegalStateException if it cannot be had; its message says what is wrong and what to do
     */
    long prepare(ConsumerPlan plan) throws InterruptedException {
        try {
            checkStream(plan);
            checkDeadLetters(plan);
            return floorOf(ConsumerApi.await(consumer(plan)));
        } catch (JetStreamError e) {
            throw new IllegalStateException(
                    plan.event().fullName() + " cannot be listened to through consumer " + plan.name() + " of stream "
                            + plan.stream() + ": " + e.getMessage(),
                    e);
        }
    }

    private void checkStream(ConsumerPlan plan) throws InterruptedException {
        JsonValue stream;
        try {
            stream = ConsumerApi.await(api.stream(plan.stream()));
        } catch (JetStreamError e) {
            if (e.code() != JetStreamError.STREAM_NOT_FOUND) {
                throw e;
            }
            throw new IllegalStateException(
                    "there is no stream " + plan.stream() + ", which is to keep "
                            + plan.event().fullName() + "; create it with the subject " + plan.filter()
                            + " among its subjects",
                    e);
        }
        JsonValue config = JsonValueUtils.readObject(stream, "config");
        List<String> subjects = JsonValueUtils.readStringList(config, "subjects");
        boolean copies = JsonValueUtils.readValue(config, "mirror") != null
                || JsonValueUtils.readValue(config, "sources") != null;
        if (!copies && !Subjects.isIn(subjects, plan.filter())) {
            throw new IllegalStateException("stream " + plan.stream() + " keeps " + subjects + ", but not "
                    + plan.filter() + ", the subject of " + plan.event().fullName()
                    + "; add that to its subjects");
        }
    }

    private void checkDeadLetters(ConsumerPlan plan) throws InterruptedException {
        String subject = plan.deadLetters();
        if (subject == null) {
            return;
        }
        List<String> streams = ConsumerApi.await(api.streamsOf(subject));
        if (streams.isEmpty()) {
            throw new IllegalStateException("no stream keeps " + subject + ", where dead letters of "
                    + plan.event().fullName()
                    + " go: what cannot be handled would be lost; create one with that among its subjects");
        }
        if (streams.contains(plan.stream())) {
            throw new IllegalStateException(
                    "stream " + plan.stream() + " keeps " + plan.event().fullName() + " and its dead letters on "
                            + subject + "; keep those in another stream");
        }
    }

    private CompletableFuture<ConsumerInfo> consumer(ConsumerPlan plan) {
        if (plan.isTemporary()) {
            return api.putConsumer(plan.stream(), plan.configuration());
        }
        return api.consumer(plan.stream(), plan.name())
                .thenApply(found -> (@Nullable ConsumerInfo) found)
                .exceptionally(failure -> {
                    JetStreamError error = ConsumerApi.errorOf(failure);
                    if (error.code() == JetStreamError.CONSUMER_NOT_FOUND) {
                        return null;
                    }
                    throw error;
                })
                .thenCompose(found -> found == null ? missing(plan) : existing(plan, found));
    }

    private CompletableFuture<ConsumerInfo> missing(ConsumerPlan plan) {
        if (!plan.makesMissing()) {
            throw new JetStreamError(
                    JetStreamError.CONSUMER_NOT_FOUND,
                    "it is not there, and Setup.CHECK makes none; it is to be made by " + plan.json());
        }
        return api.putConsumer(plan.stream(), plan.configuration()).thenApply(made -> checked(plan, made));
    }

    private CompletableFuture<ConsumerInfo> existing(ConsumerPlan plan, ConsumerInfo found) {
        ConsumerConfiguration configuration = found.getConsumerConfiguration();
        if (plan.options().setup() != Setup.UPDATE
                || plan.differences(configuration).isEmpty()) {
            return CompletableFuture.completedFuture(checked(plan, found));
        }
        return api.putConsumer(plan.stream(), plan.update(configuration)).thenApply(changed -> checked(plan, changed));
    }

    private static ConsumerInfo checked(ConsumerPlan plan, ConsumerInfo info) {
        List<String> differences = plan.differences(info.getConsumerConfiguration());
        if (!differences.isEmpty()) {
            throw new JetStreamError(
                    JetStreamError.NONE,
                    "it has other settings: " + String.join("; ", differences)
                            + "; change them, take other options, or let Setup.UPDATE change what JetStream allows");
        }
        return info;
    }

    /**
     * Makes a consumer once more that was deleted.
     *
     * @param from the number of the first event that it is to deliver, in the stream as it was
     */
    CompletableFuture<Long> again(ConsumerPlan plan, long from) {
        return api.stream(plan.stream()).thenCompose(stream -> {
            long last = JsonValueUtils.readLong(JsonValueUtils.readObject(stream, "state"), "last_seq", 0);
            // Another stream of the same name, whose events are all new.
            long start = last + 1 < from ? 1 : from;
            return api.putConsumer(plan.stream(), plan.configurationFrom(start)).thenApply(made -> start);
        });
    }

    static long deliveredOf(ConsumerInfo info) {
        return info.getDelivered() == null ? 0 : info.getDelivered().getStreamSequence();
    }

    static long floorOf(ConsumerInfo info) {
        return info.getAckFloor() == null ? 1 : info.getAckFloor().getStreamSequence() + 1;
    }
}
