package io.github.stubject.generator.internal.model;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parameter in the subject of an event.
 *
 * @param path the name of the field, or names separated by dots
 * @param constant the name of its constant in the binding
 * @param kind what its values are
 * @param enumType the class of its values if they are of an enum, else {@code null}
 */
public record ParameterModel(
        String path, String constant, Kind kind, @Nullable MessageType enumType) {
    /** What a value can be, by the class that Java has for it. */
    public enum Kind {
        STRING,
        INTEGER,
        LONG,
        BOOLEAN,
        ENUM
    }

    Stream<MessageType> enums() {
        return Stream.ofNullable(enumType);
    }
}
