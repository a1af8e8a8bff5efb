package io.github.stubject.generator.internal.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A method that is called.
 *
 * @param protoName the name in the schema
 * @param javaName the name of the Java method
 * @param constant the name of its descriptor in the binding
 * @param subject the whole subject, parameters in braces
 * @param queueGroup of the method or else of the service; {@code null} if neither says
 * @param timeoutMillis of the method, or else, if it does not stream, of the service; {@code null} if neither says
 * @param metadata what discovery shows beside the endpoint
 * @param idempotent whether running it twice does no more than running it once
 */
public record MethodModel(
        String protoName,
        String javaName,
        String constant,
        String subject,
        MethodKind kind,
        MessageType request,
        MessageType response,
        @Nullable String queueGroup,
        @Nullable Long timeoutMillis,
        SortedMap<String, String> metadata,
        boolean idempotent,
        Docs docs) {
    /** The queue group where the schema says nothing. */
    public static final String DEFAULT_QUEUE_GROUP = "q";

    /** The queue group that means that there is none. */
    public static final String NO_QUEUE_GROUP = "none";

    public MethodModel {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }
}
