package io.github.stubject.benchmarks.model;

import java.util.List;

/** Results for tests. */
final class Example {
    static final Environment ENVIRONMENT = new Environment("25.0.1", "2.9.10", "2026-11-01", 2, false);

    private Example() {}

    static Result result(String suite, String caseName, double ratio, Goal goal) {
        return new Result(
                suite,
                caseName,
                "Stubject",
                "by hand",
                "calls/s",
                1000 * ratio,
                List.of(900 * ratio, 1100 * ratio),
                1000,
                List.of(900.0, 1100.0),
                ratio,
                List.of(0.9 * ratio, 1.1 * ratio),
                goal.toString(),
                goal.isReachedBy(ratio, 0),
                new Costs(5.0, 3.0, 4.0, 1400.0),
                new Costs(7.0, 4.0, null, null));
    }
}
