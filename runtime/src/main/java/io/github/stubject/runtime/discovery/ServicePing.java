package io.github.stubject.runtime.discovery;

import java.time.Duration;

/**
 * A sign of life.
 *
 * @param instance who gave it
 * @param roundTrip from sending the question to receiving this answer
 */
public record ServicePing(ServiceInstance instance, Duration roundTrip) {}
