package io.github.stubject.generator.internal.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What discovery shows of a service; {@code null} where the schema does not say. */
public record Discovery(
        @Nullable String name,
        @Nullable String version,
        @Nullable String description,
        SortedMap<String, String> metadata) {
    public Discovery {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** The name that discovery shows of a service, by its full name, where the schema does not say. */
    public static String defaultName(String service) {
        return service.replace('.', '-');
    }
}
