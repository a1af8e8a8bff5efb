package io.github.stubject.runtime;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What interceptors have put down for one call, on either side. Belongs to the {@link Call} and goes with it; safe for any thread. */
final class CallValues {
    /** Shared until there is one. */
    private Map<CallKey<?>, Object> values = Map.of();

    synchronized <T> void set(CallKey<T> key, T value) {
        if (values.isEmpty()) {
            values = new HashMap<>();
        }
        values.put(key, value);
    }

    @SuppressWarnings("unchecked") // set() put a T there
    synchronized <T> @Nullable T get(CallKey<T> key) {
        return (T) values.get(key);
    }
}
