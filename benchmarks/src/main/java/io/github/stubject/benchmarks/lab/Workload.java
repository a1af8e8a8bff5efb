package io.github.stubject.benchmarks.lab;

import java.time.Duration;

/** What a process does over and over while it is measured. The constructor takes {@link Settings}. */
public interface Workload extends AutoCloseable {
    /** Works for about that long, ends what it has begun, and tells what it did. */
    Sample run(Duration time) throws Exception;
}
