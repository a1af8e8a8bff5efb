package io.github.stubject.runtime;

/** Something that holds on a thread until it is closed there. */
@FunctionalInterface
public interface Scope extends AutoCloseable {
    /** One that does nothing. */
    Scope NONE = () -> {};

    /** Ends it, on the thread that began it. */
    @Override
    void close();
}
