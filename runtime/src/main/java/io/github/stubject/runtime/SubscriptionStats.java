package io.github.stubject.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What became of the events of one subscription so far.
 *
 * @param event which event
 * @param subject what is subscribed to, wildcards and prefix included
 * @param consumer the consumer in JetStream; {@code null} for core events
 * @param received how many came, those that came again included
 * @param handled how many the listener has handled
 * @param failed how many times the listener has thrown, or the message could not be read
 * @param lost core events that came while too many were waiting, or were still waiting when the host was closed
 * @param redelivered how many came that had been delivered before
 * @param deadLetters how many were put aside
 */
public record SubscriptionStats(
        EventMethod<?> event,
        String subject,
        @Nullable String consumer,
        long received,
        long handled,
        long failed,
        long lost,
        long redelivered,
        long deadLetters) {}
