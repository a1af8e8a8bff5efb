package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.Transport;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the server does not allow a subscription. It confirms a flush all the same, and complains to the connection,
 * where only the last complaint can be read: so this finds one of several, and none if the connection is busy with other
 * complaints.
 */
final class RefusedSubjects {
    private final Transport transport;
    private final @Nullable String before;

    /** To be made before subscribing. */
    RefusedSubjects(Transport transport) {
        this.transport = transport;
        this.before = transport.lastError();
    }

    /**
     * To be called after the flush.
     *
     * @throws IllegalStateException if one of the subjects was refused
     */
    void check(Collection<String> subjects) {
        String error = transport.errorSince(before);
        if (error != null && subjects.stream().anyMatch(subject -> error.contains("\"" + subject + "\""))) {
            throw new IllegalStateException(
                    "the server does not let this connection serve: " + Printable.escaped(error));
        }
    }
}
