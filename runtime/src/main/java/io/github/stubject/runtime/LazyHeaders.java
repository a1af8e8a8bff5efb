package io.github.stubject.runtime;

import io.nats.client.impl.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one message that is to be sent, made once there is one: most messages have none, and jnats's are a hash map.
 * Belongs to whoever makes the message, on one thread.
 */
final class LazyHeaders {
    private @Nullable Headers made;

    /** Puts a value under a name, in place of what was there. */
    void put(String name, String value) {
        made().put(name, value);
    }

    /** Puts values under a name, in place of what was there. */
    void put(String name, List<String> values) {
        made().put(name, values);
    }

    private Headers made() {
        Headers headers = made;
        if (headers == null) {
            headers = new Headers();
            made = headers;
        }
        return headers;
    }

    /** What there is; {@code null} if there is nothing. */
    @Nullable
    Headers orNull() {
        return made == null || made.isEmpty() ? null : made;
    }
}
