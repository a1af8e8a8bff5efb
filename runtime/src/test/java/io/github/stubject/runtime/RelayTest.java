package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many runners there are for tasks, and that none waits for another. */
@Timeout(60)
class RelayTest {
    /** With threads that begin when the test says so. */
    @Nested
    class StepByStep {
        private final Queue<Runnable> runners = new ArrayDeque<>();
        private final Relay relay = new Relay(runners::add);
        private final List<String> ran = new ArrayList<>();

        private void beginOne() {
            Runnable runner = runners.poll();
            assertThat(runner).isNotNull();
            runner.run();
        }

        @Test
        void oneRunnerTakesAllThatHasComeUntilItBegins() {
            relay.execute(() -> ran.add("a"));
            relay.execute(() -> ran.add("b"));
            relay.execute(() -> ran.add("c"));
            assertThat(runners).hasSize(1);

            beginOne();

            assertThat(ran).containsExactly("a", "b", "c");
        }

        @Test
        void beforeATaskIsRunAnotherRunnerIsOnItsWayForThoseThatWait() {
            relay.execute(() -> {
                ran.add("a begins");
                beginOne(); // while this one blocks, as it were
                ran.add("a ends");
            });
            relay.execute(() -> ran.add("b"));

            beginOne();

            assertThat(ran).containsExactly("a begins", "b", "a ends");
        }

        @Test
        void aTaskThatComesWhileAnotherBlocksHasARunnerOfItsOwn() {
            relay.execute(() -> {
                relay.execute(() -> ran.add("b"));
                beginOne();
                ran.add("a");
            });

            beginOne();

            assertThat(ran).containsExactly("b", "a");
        }

        @Test
        void aRunnerThatFindsNothingEndsAndTheNextTaskHasAnother() {
            relay.execute(() -> ran.add("a"));
            beginOne();
            assertThat(runners).isEmpty();

            relay.execute(() -> ran.add("b"));
            beginOne();

            assertThat(ran).containsExactly("a", "b");
        }

        @Test
        void aTaskThatThrowsEndsItsRunnerAlone() {
            relay.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
            relay.execute(() -> ran.add("b"));

            assertThatThrownBy(this::beginOne).hasMessage("on purpose");
            beginOne();

            assertThat(ran).containsExactly("b");
        }

        @Test
        void anInterruptOfOneTaskIsNotSeenByTheNext() {
            relay.execute(() -> Thread.currentThread().interrupt());
            relay.execute(() -> ran.add("interrupted: " + Thread.currentThread().isInterrupted()));

            beginOne();

            assertThat(ran).containsExactly("interrupted: false");
        }

        /** Else a virtual thread whose tasks never wait would keep its processor, and others' tasks from theirs. */
        @Test
        void aRunnerThatFindsMoreAndMoreMakesWayForOthers() {
            class Endless implements Runnable {
                @Override
                public void run() {
                    ran.add("a");
                    relay.execute(this);
                }
            }
            relay.execute(new Endless());

            beginOne();

            assertThat(ran).hasSizeLessThan(100);
            assertThat(runners).hasSize(1);
        }

        @Test
        void aThreadThatCannotBeStartedCostsNoTask() {
            AtomicInteger started = new AtomicInteger();
            Relay poor = new Relay(runner -> {
                if (started.getAndIncrement() == 1) {
                    throw new OutOfMemoryError("made on purpose: no thread");
                }
                runners.add(runner);
            });
            poor.execute(() -> ran.add("a"));
            poor.execute(() -> ran.add("b"));

            beginOne(); // and has no other one for b

            assertThat(ran).containsExactly("a", "b");
            poor.execute(() -> ran.add("c"));
            beginOne();
            assertThat(ran).containsExactly("a", "b", "c");
        }

        @Test
        void whatNoThreadCanBeHadForIsRefusedAndNotRunLater() {
            AtomicInteger refused = new AtomicInteger(1);
            Relay sometimes = new Relay(runner -> {
                if (refused.getAndDecrement() > 0) {
                    throw new RejectedExecutionException("on purpose");
                }
                runners.add(runner);
            });

            assertThatThrownBy(() -> sometimes.execute(() -> ran.add("a")))
                    .isInstanceOf(RejectedExecutionException.class);
            sometimes.execute(() -> ran.add("b"));
            beginOne();

            assertThat(ran).containsExactly("b");
        }
    }

    @Nested
    class OnThreads {
        @Test
        void tasksThatAllBlockAllBegin() throws Exception {
            ExecutorService threads = Executors.newCachedThreadPool();
            Relay relay = new Relay(threads);
            CountDownLatch all = new CountDownLatch(200);
            for (int i = 0; i < 200; i++) {
                relay.execute(() -> {
                    all.countDown();
                    CallHarness.waitFor(all);
                });
            }

            all.await();
            threads.shutdown();
        }

        @Test
        void eachTaskRunsOnceHoweverManyThreadsBringThem() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(3);
            Relay relay = new Relay(threads);
            List<AtomicInteger> runs = new ArrayList<>();
            for (int i = 0; i < 40_000; i++) {
                runs.add(new AtomicInteger());
            }
            CountDownLatch brought = new CountDownLatch(4);
            for (int thread = 0; thread < 4; thread++) {
                int first = thread * 10_000;
                new Thread(() -> {
                            for (int i = first; i < first + 10_000; i++) {
                                relay.execute(runs.get(i)::incrementAndGet);
                            }
                            brought.countDown();
                        })
                        .start();
            }
            brought.await();

            await().untilAsserted(() -> assertThat(runs).allMatch(count -> count.get() == 1));
            threads.shutdown();
        }
    }
}
