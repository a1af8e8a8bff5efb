package io.github.stubject.benchmarks.model;

/** What can be measured of a contender in one round. */
public enum Metric {
    RATE("", "%ss/s"),
    MEDIAN("median", "µs"),
    P99("p99", "µs"),
    TIME("", "ms"),
    NANOS("", "ns/%s"),
    CPU_TIME("processor time", "ms"),
    PEAK_MEMORY("peak memory", "MB"),
    CLIENT_CPU("CPU of the client", "µs/%s"),
    BROKER_CPU("CPU of the broker", "µs/%s"),
    SERVICE_CPU("CPU of the service", "µs/%s"),
    ALLOCATION("allocation of the client", "B/%s");

    private final String label;
    private final String unit;

    Metric(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    /** What distinguishes it from the main figure of a case; empty for that. */
    public String label() {
        return label;
    }

    /**
     * The unit of its figures.
     *
     * @param operation what is counted: {@code call}, {@code message}, {@code event}
     */
    public String unit(String operation) {
        return unit.formatted(operation);
    }
}
