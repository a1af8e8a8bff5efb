package io.github.stubject.benchmarks.unary;

import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import java.time.Duration;

/** One thread that calls without waiting, as long as not too many calls are without answer. */
public final class OutstandingCalls implements Workload {
    static final String OUTSTANDING = "outstanding";

    private final int outstanding;
    private final Caller caller;
    private final Completion completion;

    public OutstandingCalls(Settings settings) throws Exception {
        outstanding = settings.number(OUTSTANDING);
        caller = Caller.of(settings);
        completion = new Completion(outstanding);
    }

    @Override
    public Sample run(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long calls = 0;
        while (System.nanoTime() < end) {
            completion.awaitRoom();
            caller.async(completion);
            calls++;
        }
        completion.awaitAll(outstanding);
        return new Sample(calls, System.nanoTime() - start);
    }

    @Override
    public void close() throws Exception {
        caller.close();
    }
}
