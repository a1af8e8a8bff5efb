package io.github.stubject.benchmarks.lab;

import io.github.stubject.benchmarks.model.Measurement;
import io.github.stubject.benchmarks.model.Metric;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A workload in a process of its own and, if it needs one, a service in another. All contenders have their own, so that
 * none runs code that the JIT compiled for another.
 *
 * @param settings for both
 */
public record ProcessContender(
        String name, @Nullable Class<? extends Service> service, Class<? extends Workload> workload, Settings settings)
        implements Contender {

    @Override
    public Contestant enter(Lab lab) throws Exception {
        Settings known = settings.withNats(lab.nats());
        ChildProcess answering = service == null ? null : lab.start(service, known);
        try {
            Settings all = answering == null ? known : known.withService(answering.address());
            return new Running(lab, answering, lab.start(workload, all));
        } catch (Exception e) {
            if (answering != null) {
                answering.close();
            }
            throw e;
        }
    }

    private record Running(Lab lab, @Nullable ChildProcess service, ChildProcess workload) implements Contestant {
        @Override
        public Measurement measure(Duration time) throws Exception {
            long client = cpu(workload.handle());
            long broker = cpu(lab.broker());
            long server = service == null ? 0 : cpu(service.handle());
            Figures figures = workload.run(time);
            Sample sample = figures.sample();
            double operations = sample.operations();
            Measurement measurement = Measurement.of(Metric.RATE, operations * 1e9 / sample.nanos())
                    .with(Metric.ALLOCATION, figures.allocated() / operations)
                    .with(Metric.CLIENT_CPU, micros(cpu(workload.handle()) - client) / operations)
                    .with(Metric.BROKER_CPU, micros(cpu(lab.broker()) - broker) / operations);
            if (service != null) {
                measurement = measurement.with(Metric.SERVICE_CPU, micros(cpu(service.handle()) - server) / operations);
            }
            if (sample.median() > 0) {
                measurement =
                        measurement.with(Metric.MEDIAN, micros(sample.median())).with(Metric.P99, micros(sample.p99()));
            }
            return measurement;
        }

        @Override
        public void close() throws Exception {
            workload.close();
            if (service != null) {
                service.close();
            }
        }

        private static long cpu(ProcessHandle process) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }

        private static double micros(long nanos) {
            return (double) nanos / TimeUnit.MICROSECONDS.toNanos(1);
        }
    }
}
