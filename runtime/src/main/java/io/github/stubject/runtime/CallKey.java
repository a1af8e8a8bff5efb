package io.github.stubject.runtime;

/**
 * Names a value that is kept with a call. Keys are equal only if they are the same object, so that nobody takes the value
 * of another: hold one in a constant.
 *
 * @param <T> the value's type
 */
@SuppressWarnings("UnusedTypeParameter") // it is what Call.get() returns
public final class CallKey<T> {
    private final String name;

    private CallKey(String name) {
        this.name = name;
    }

    /** A new key; the name is for people. */
    public static <T> CallKey<T> named(String name) {
        return new CallKey<>(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
