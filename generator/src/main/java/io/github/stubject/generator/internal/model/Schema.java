package io.github.stubject.generator.internal.model;

import io.github.stubject.generator.Problem;
import java.util.List;

/** All services to generate, and what was left out of them. */
public record Schema(List<ServiceModel> services, List<Problem> warnings) {
    public Schema {
        services = List.copyOf(services);
        warnings = List.copyOf(warnings);
    }
}
