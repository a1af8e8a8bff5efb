package io.github.stubject.benchmarks.unary;

import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import java.time.Duration;
import java.util.Arrays;

/** One thread that calls and waits, and looks how long each call takes. */
public final class LoneCaller implements Workload {
    /** More calls than fit into a round; those beyond are not timed. */
    private static final int MOST = 1 << 20;

    private final Caller caller;
    private final long[] nanos = new long[MOST];

    public LoneCaller(Settings settings) throws Exception {
        caller = Caller.of(settings);
    }

    @Override
    public Sample run(Duration time) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long before = start;
        int calls = 0;
        while (before < end) {
            if (caller.blocking().getMessage().isEmpty()) {
                throw new IllegalStateException("an empty reply");
            }
            long now = System.nanoTime();
            if (calls < MOST) {
                nanos[calls] = now - before;
            }
            calls++;
            before = now;
        }
        int timed = Math.min(calls, MOST);
        Arrays.sort(nanos, 0, timed);
        return new Sample(calls, before - start, nanos[timed / 2], nanos[(int) (timed * 99L / 100)]);
    }

    @Override
    public void close() throws Exception {
        caller.close();
    }
}
