package io.github.stubject.benchmarks.streams;

import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import java.time.Duration;

/** Reads feeds one after the other, each long enough for its beginning and end not to count. */
public final class Feeding implements Workload {
    /** The setting for the length of the text in a message. */
    static final String BYTES = "bytes";

    /** The setting for the messages of a feed. */
    static final String COUNT = "count";

    private final int bytes;
    private final int count;
    private final Reader reader;

    public Feeding(Settings settings) throws Exception {
        bytes = settings.number(BYTES);
        count = settings.number(COUNT);
        reader = Reader.of(settings);
    }

    @Override
    public Sample run(Duration time) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long messages = 0;
        while (System.nanoTime() < end) {
            long received = reader.read(count, bytes);
            if (received != count) {
                throw new IllegalStateException(received + " of " + count + " messages came");
            }
            messages += received;
        }
        return new Sample(messages, System.nanoTime() - start);
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }
}
