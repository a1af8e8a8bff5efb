package io.github.stubject.runtime;

/**
 * The handshake between generated code and this runtime.
 *
 * <p>The static initialiser of each generated binding calls the method named after the oldest runtime that it works
 * with. Should that fail with a {@link NoSuchMethodError}, the program runs on an older {@code stubject-runtime} than its
 * code was generated for: raise the version of {@code stubject-runtime} to that of the plugin (the method's name says
 * the least that is needed), or generate with an older plugin. Newer runtimes of the same major version run older
 * generated code.
 */
public final class GeneratedCode {
    private GeneratedCode() {}

    /** Succeeds: this runtime is 0.1 or newer. A method, since a constant would be copied into the caller. */
    public static void needsRuntime0_1OrNewer() {
        // That it can be called is the answer.
    }
}
