package io.github.stubject.benchmarks.start;

import io.github.stubject.benchmarks.lab.Contender;
import io.github.stubject.benchmarks.lab.Contestant;
import io.github.stubject.benchmarks.lab.Jvm;
import io.github.stubject.benchmarks.lab.Lab;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.model.Measurement;
import io.github.stubject.benchmarks.model.Metric;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that prints a line when it has its first answer. A round is one start of it: the time until that line, and the
 * processor time until then.
 */
record StartContender(String name, Class<?> program) implements Contender {
    @Override
    public Contestant enter(Lab lab) throws Exception {
        AutoCloseable service = lab.serve(GreeterService.class, Settings.NONE);
        return new Contestant() {
            @Override
            public Measurement measure(Duration time) throws Exception {
                List<String> command = new ArrayList<>(Jvm.command(program));
                command.add(lab.nats());
                return start(lab.command(command));
            }

            @Override
            public void close() throws Exception {
                service.close();
            }
        };
    }

    private Measurement start(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String answer = output.readLine();
        long nanos = System.nanoTime() - start;
        Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
        process.waitFor();
        if (!"World".equals(answer)) {
            throw new IllegalStateException(name + " said " + answer);
        }
        return Measurement.of(Metric.TIME, nanos / 1e6).with(Metric.CPU_TIME, cpu.toNanos() / 1e6);
    }
}
