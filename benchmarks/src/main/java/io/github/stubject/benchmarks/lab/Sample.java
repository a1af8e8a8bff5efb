package io.github.stubject.benchmarks.lab;

/**
 * What a workload did.
 *
 * @param median how long the median operation took; 0 if they were not timed one by one
 */
public record Sample(long operations, long nanos, long median, long p99) {
    public Sample(long operations, long nanos) {
        this(operations, nanos, 0, 0);
    }
}
