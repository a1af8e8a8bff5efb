package io.github.stubject.benchmarks.model;

/**
 * What all results of a file have in common.
 *
 * @param date the day of the last run, as ISO 8601
 * @param brief whether rounds were few and short, and figures only show that everything works
 */
public record Environment(String jdk, String natsServer, String date, int cores, boolean brief) {
    /** Whether results of both may stand in one table. */
    boolean isLike(Environment other) {
        return jdk.equals(other.jdk)
                && natsServer.equals(other.natsServer)
                && cores == other.cores
                && brief == other.brief;
    }
}
