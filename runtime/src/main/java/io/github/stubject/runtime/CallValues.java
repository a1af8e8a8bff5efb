package io.github.stubject.runtime;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What interceptors have put down for one call, on either side. Immutable: a {@link Call} begins with {@link #NONE}, which costs it
 * nothing, and keeps what {@link #with} returns.
 */
final class CallValues {
    static final CallValues NONE = new CallValues(Map.of());

    private final Map<CallKey<?>, Object> values;

    private CallValues(Map<CallKey<?>, Object> values) {
        this.values = values;
    }

    <T> CallValues with(CallKey<T> key, T value) {
        Map<CallKey<?>, Object> more = new HashMap<>(values);
        more.put(key, value);
        return new CallValues(more);
    }

    @SuppressWarnings("unchecked") // with() put a T there
    <T> @Nullable T get(CallKey<T> key) {
        return (T) values.get(key);
    }
}
