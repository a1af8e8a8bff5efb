package io.github.stubject.runtime;

/** Stands in for the runtime, so that goldens compile. */
public final class CallOptions {
    public static final CallOptions DEFAULT = new CallOptions();

    public CallOptions with(CallOptions over) {
        return over;
    }
}
