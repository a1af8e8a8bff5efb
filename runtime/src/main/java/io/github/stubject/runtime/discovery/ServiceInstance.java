package io.github.stubject.runtime.discovery;

import java.util.Map;

/**
 * One running instance of a service, Stubject's or any other that follows the NATS services specification (ADR-32).
 *
 * @param name the service's name; Stubject's is the full proto name with {@code -} for {@code .}, unless the schema says
 *     another
 * @param id unlike that of any other instance of the service; for Stubject's, what {@code CallOptions.withInstance} takes
 * @param version a SemVer
 * @param metadata immutable
 */
public record ServiceInstance(String name, String id, String version, Map<String, String> metadata) {
    /** Copies the metadata. */
    public ServiceInstance {
        metadata = Map.copyOf(metadata);
    }
}
