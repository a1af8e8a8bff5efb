package io.github.stubject.generator.internal.model;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event: a method that sends one message to all who listen.
 *
 * @param protoName the name in the schema
 * @param javaName the name of the Java method
 * @param constant the name of its descriptor in the binding
 * @param subject the whole subject, parameters in braces, without the token of a partition
 * @param durable how a stream keeps it; {@code null} if none does
 * @param parameters those of its subject, each once
 */
public record EventModel(
        String protoName,
        String javaName,
        String constant,
        String subject,
        MessageType message,
        @Nullable DurableModel durable,
        List<ParameterModel> parameters,
        Docs docs) {
    public EventModel {
        parameters = List.copyOf(parameters);
    }

    /** What it names: its message, and the enums in its subject. */
    Stream<MessageType> types() {
        return Stream.concat(Stream.of(message), parameters.stream().flatMap(ParameterModel::enums));
    }
}
