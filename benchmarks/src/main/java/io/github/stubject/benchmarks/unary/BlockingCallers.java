package io.github.stubject.benchmarks.unary;

import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that call and wait: virtual ones where the JDK has them, from 21 on, and those of a pool where not. */
public final class BlockingCallers implements Workload {
    static final String CALLERS = "callers";

    private final int callers;
    private final Caller caller;
    private final ExecutorService threads;

    public BlockingCallers(Settings settings) throws Exception {
        callers = settings.number(CALLERS);
        caller = Caller.of(settings);
        threads = threads(callers);
    }

    private static ExecutorService threads(int callers) throws ReflectiveOperationException {
        return Runtime.version().feature() >= 21
                ? (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)
                : Executors.newFixedThreadPool(callers);
    }

    @Override
    public Sample run(Duration time) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        List<Future<Long>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(threads.submit(() -> callUntil(end)));
        }
        long calls = 0;
        for (Future<Long> one : all) {
            calls += one.get();
        }
        return new Sample(calls, System.nanoTime() - start);
    }

    private long callUntil(long end) throws Exception {
        long calls = 0;
        while (System.nanoTime() < end) {
            if (caller.blocking().getMessage().isEmpty()) {
                throw new IllegalStateException("an empty reply");
            }
            calls++;
        }
        return calls;
    }

    @Override
    public void close() throws Exception {
        threads.shutdownNow();
        caller.close();
    }
}
