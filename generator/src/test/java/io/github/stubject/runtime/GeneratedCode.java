package io.github.stubject.runtime;

/** Stands in for the runtime, so that goldens compile. */
public final class GeneratedCode {
    private GeneratedCode() {}

    public static void needsRuntime0_1OrNewer() {}
}
