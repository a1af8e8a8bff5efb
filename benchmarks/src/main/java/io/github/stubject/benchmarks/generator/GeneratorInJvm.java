package io.github.stubject.benchmarks.generator;

import io.github.stubject.benchmarks.lab.Contender;
import io.github.stubject.benchmarks.lab.Contestant;
import io.github.stubject.benchmarks.lab.Jvm;
import io.github.stubject.benchmarks.lab.Lab;
import io.github.stubject.benchmarks.model.Measurement;
import io.github.stubject.benchmarks.model.Metric;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Our generator in a JVM that runs already, as Maven's does. A round is a JVM.
 *
 * @param times 0 for the first time in it, or of how many more times to take the fastest
 */
record GeneratorInJvm(String name, Schema schema, int times) implements Contender {
    @Override
    public Contestant enter(Lab lab) {
        List<String> command = new ArrayList<>(Jvm.command(GenerationInJvm.class));
        command.addAll(List.of(schema.names().toString(), Integer.toString(times)));
        return time -> {
            ChildRun.of(command, schema.set(), schema.output());
            List<String> millis = Files.readAllLines(schema.output());
            return Measurement.of(Metric.TIME, Double.parseDouble(millis.get(times == 0 ? 0 : 1)));
        };
    }
}
