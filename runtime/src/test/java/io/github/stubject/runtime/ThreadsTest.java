package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The platform threads of long tasks. */
@Timeout(30)
class ThreadsTest {
    private static final int TASKS = 100;

    private final ExecutorService pool = Threads.newGrowingPool("long-tasks", 1, null);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private static long alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("long-tasks"))
                .count();
    }

    @Test
    void eachTaskHasAThreadAtOnceAndAllIdleThreadsEndTogether() throws Exception {
        CyclicBarrier all = new CyclicBarrier(TASKS + 1);
        for (int i = 0; i < TASKS; i++) {
            pool.execute(() -> CallHarness.waitFor(reached(all)));
        }
        all.await(10, TimeUnit.SECONDS);
        assertThat(alive()).isEqualTo(TASKS);

        await().untilAsserted(() -> assertThat(alive()).isZero());
    }

    private static CountDownLatch reached(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
            return new CountDownLatch(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anIdleThreadIsUsedAgain() {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 20).forEach(i -> {
            CountDownLatch done = new CountDownLatch(1);
            pool.execute(() -> {
                used.add(Thread.currentThread());
                done.countDown();
            });
            CallHarness.waitFor(done);
            await().until(() -> used.stream().noneMatch(thread -> thread.getState() == Thread.State.RUNNABLE));
        });
        assertThat(used).hasSizeLessThan(10);
    }
}
