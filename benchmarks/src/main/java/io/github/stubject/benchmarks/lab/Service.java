package io.github.stubject.benchmarks.lab;

/** What answers, in a process of its own, from its constructor until it is closed. The constructor takes {@link Settings}. */
public interface Service extends AutoCloseable {
    /** Where it is, for callers; a line of text. */
    default String address() {
        return "";
    }
}
