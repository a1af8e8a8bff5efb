package io.github.stubject.benchmarks.lab;

import io.github.stubject.benchmarks.model.Measurement;
import java.time.Duration;

/** A contender that has entered, and takes its turns. */
@FunctionalInterface
public interface Contestant extends AutoCloseable {
    /** Does its work for about that long, or as often as it takes. */
    Measurement measure(Duration time) throws Exception;

    @Override
    default void close() throws Exception {}
}
