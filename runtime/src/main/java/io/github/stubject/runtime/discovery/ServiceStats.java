package io.github.stubject.runtime.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an instance has done so far.
 *
 * @param started since when it counts
 * @param endpoints in the instance's own order; immutable
 */
public record ServiceStats(ServiceInstance instance, Instant started, List<Endpoint> endpoints) {
    /** Copies the endpoints. */
    public ServiceStats {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * What happened at one endpoint.
     *
     * @param name as {@link ServiceInfo.Endpoint#name}
     * @param subject what it listens to
     * @param queueGroup empty if it has none
     * @param requests all that arrived
     * @param errors those that were answered with an error
     * @param lastError the last of these, such as {@code 404:no such order}; empty if there was none
     * @param processingTime the sum of the times that requests took
     * @param averageProcessingTime that of one request
     * @param data what else the service tells, as JSON; empty if nothing. {@code docs/discovery.md} says what Stubject's do
     */
    public record Endpoint(
            String name,
            String subject,
            String queueGroup,
            long requests,
            long errors,
            String lastError,
            Duration processingTime,
            Duration averageProcessingTime,
            String data) {}
}
