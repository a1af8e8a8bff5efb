package io.github.stubject.benchmarks.micro;

import io.github.stubject.benchmarks.lab.Contender;
import io.github.stubject.benchmarks.lab.Contestant;
import io.github.stubject.benchmarks.lab.Lab;
import io.github.stubject.benchmarks.model.Measurement;
import io.github.stubject.benchmarks.model.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A method that JMH measures. A round is a JVM of its own, which warms up first.
 *
 * @param benchmark the class of the method
 * @param parameters values of its {@code @Param} fields
 * @param operations how many operations the method does at a time
 */
record JmhContender(String name, Class<?> benchmark, String method, Map<String, String> parameters, int operations)
        implements Contender {
    private static final int WARM_UPS = 3;

    @Override
    public Contestant enter(Lab lab) {
        return this::measure;
    }

    private Measurement measure(Duration time) throws RunnerException {
        TimeValue iteration = TimeValue.milliseconds(time.toMillis());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark.getName() + "." + method) + "$")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(iteration)
                .measurementIterations(1)
                .measurementTime(iteration)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        parameters.forEach(options::param);
        RunResult result = new Runner(options.build()).runSingle();
        double allocated = Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                .getScore();
        return Measurement.of(Metric.NANOS, result.getPrimaryResult().getScore() / operations)
                .with(Metric.ALLOCATION, allocated / operations);
    }
}
