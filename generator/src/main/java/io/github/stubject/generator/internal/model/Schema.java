package io.github.stubject.generator.internal.model;

import java.util.List;

/** All services to generate. */
public record Schema(List<ServiceModel> services) {
    public Schema {
        services = List.copyOf(services);
    }
}
