package io.github.stubject.runtime.discovery;

import java.util.List;
import java.util.Map;

/**
 * What an instance says of itself.
 *
 * @param description for people; empty if there is none
 * @param endpoints what it serves, in its own order; immutable
 */
public record ServiceInfo(ServiceInstance instance, String description, List<Endpoint> endpoints) {
    /** Copies the endpoints. */
    public ServiceInfo {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * One thing that can be called.
     *
     * @param name the method's name in proto, if the service is one of Stubject's
     * @param subject what it listens to; {@code *} stands where the subject has a parameter
     * @param queueGroup empty if it has none, and every instance answers
     * @param metadata immutable; Stubject's has {@code method}, {@code request_type} and {@code response_type}, as full
     *     proto names
     */
    public record Endpoint(String name, String subject, String queueGroup, Map<String, String> metadata) {
        /** Metadata: the full name of the method in proto, such as {@code acme.Greeter/Greet}. */
        public static final String METHOD = "method";

        /** Metadata: the full name of the request's type in proto. */
        public static final String REQUEST_TYPE = "request_type";

        /** Metadata: the full name of the response's type in proto. */
        public static final String RESPONSE_TYPE = "response_type";

        /** Copies the metadata. */
        public Endpoint {
            metadata = Map.copyOf(metadata);
        }
    }
}
