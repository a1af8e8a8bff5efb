package io.github.stubject.benchmarks.generator;

import io.github.stubject.benchmarks.lab.Contender;
import io.github.stubject.benchmarks.lab.Contestant;
import io.github.stubject.benchmarks.lab.Lab;
import io.github.stubject.benchmarks.model.Measurement;
import io.github.stubject.benchmarks.model.Metric;
import java.nio.file.Path;
import java.util.List;

/** A generator as a process of its own. A round is one run from its start to its end. */
record GeneratorRun(String name, List<String> command, Path input, Path output) implements Contender {
    @Override
    public Contestant enter(Lab lab) {
        return time -> {
            ChildRun run = ChildRun.of(command, input, output);
            return Measurement.of(Metric.TIME, run.millis())
                    .with(Metric.CPU_TIME, run.cpuMillis())
                    .with(Metric.PEAK_MEMORY, (double) run.peakMegabytes());
        };
    }
}
