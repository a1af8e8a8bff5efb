package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which method gets the threads of a host, on a JDK with virtual ones and on one without. */
@Timeout(60)
class HandlerThreadsTest {
    /** Where there are no virtual threads: 192 for all and 32 for each of two methods. */
    private static final int MOST_OF_ONE = Threads.areVirtual() ? 1000 : 192 + 32;

    private final HandlerThreads threads = new HandlerThreads(2);
    private final Executor slow = threads.forMethod();
    private final Executor other = threads.forMethod();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        threads.shutdownNow();
    }

    private void block(AtomicInteger running) {
        running.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aMethodThatBlocksAllItGetsLeavesTheOtherItsOwn() throws Exception {
        AtomicInteger running = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            slow.execute(() -> block(running));
        }
        await().untilAsserted(() -> assertThat(running).hasValue(MOST_OF_ONE));

        CountDownLatch ran = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            other.execute(ran::countDown);
        }

        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(running).hasValue(MOST_OF_ONE);
    }

    @Test
    void whatWaitsIsRunOnceAThreadIsFreeAndNothingTwice() {
        AtomicInteger running = new AtomicInteger();
        List<AtomicInteger> ran = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            AtomicInteger once = new AtomicInteger();
            ran.add(once);
            Executor executor = i % 2 == 0 ? slow : other;
            executor.execute(() -> {
                block(running);
                once.incrementAndGet();
            });
        }

        release.countDown();

        await().untilAsserted(() ->
                assertThat(ran).allSatisfy(once -> assertThat(once).hasValue(1)));
        assertThat(running).hasValue(1000);
    }

    @Test
    void threadsThatWereBusyServeEitherMethodAgain() throws Exception {
        whatWaitsIsRunOnceAThreadIsFreeAndNothingTwice();

        for (Executor executor : List.of(slow, other)) {
            AtomicInteger together = new AtomicInteger();
            CountDownLatch go = new CountDownLatch(1);
            for (int i = 0; i < MOST_OF_ONE; i++) {
                executor.execute(() -> {
                    together.incrementAndGet();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            await().untilAsserted(() -> assertThat(together).hasValue(MOST_OF_ONE));
            go.countDown();
        }
    }

    @Test
    void whatRunsInheritsNothingFromWhoeverHasItRun() throws Exception {
        assumeTrue(Threads.areVirtual(), "a pool of platform threads inherits when it grows");
        InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        inheritable.set("the caller's");
        CompletableFuture<String> seen = new CompletableFuture<>();
        try {
            slow.execute(() -> seen.complete(
                    inheritable.get() + ", " + Thread.currentThread().getContextClassLoader()));
        } finally {
            inheritable.remove();
        }

        assertThat(seen.get(10, TimeUnit.SECONDS))
                .isEqualTo("null, " + Thread.currentThread().getContextClassLoader());
    }

    @Test
    void afterTheEndNothingIsRunAndWhatRanIsInterrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        slow.execute(() -> {
            started.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        started.await();

        threads.shutdownNow();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> slow.execute(() -> {}))
                .isInstanceOf(java.util.concurrent.RejectedExecutionException.class);
    }
}
