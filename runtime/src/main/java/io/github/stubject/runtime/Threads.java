package io.github.stubject.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where user code runs: virtual threads where the JDK has them (21 and later), else a bounded pool. */
final class Threads {
    /** {@code Executors.newVirtualThreadPerTaskExecutor()}, {@code null} before JDK 21. */
    private static final @Nullable MethodHandle VIRTUAL = findVirtual();

    private static final long IDLE_SECONDS = 30;
    private static final int LEAST_CALLBACK_THREADS = 4;
    private static final int MOST_CALLBACK_THREADS = 256;

    private Threads() {}

    private static @Nullable MethodHandle findVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /**
     * An executor for tasks that block, which are to be bounded by whoever submits them.
     *
     * @param threads how many platform threads there are at most, where there are no virtual ones; further tasks wait
     */
    static ExecutorService newExecutor(String name, int threads) {
        return VIRTUAL == null ? newPool(name, threads, threads) : newVirtual(VIRTUAL);
    }

    /** Where the futures of calls are completed, and so where what depends on them runs; one for the process. */
    static Executor callbacks() {
        return Callbacks.EXECUTOR;
    }

    /** Delays the pool until the first asynchronous call. */
    private static final class Callbacks {
        private static final Executor EXECUTOR = VIRTUAL == null
                ? newPool(
                        "stubject-callback",
                        Math.max(LEAST_CALLBACK_THREADS, Runtime.getRuntime().availableProcessors()),
                        MOST_CALLBACK_THREADS)
                : newVirtual(VIRTUAL);
    }

    private static ExecutorService newVirtual(MethodHandle factory) {
        try {
            return (ExecutorService) factory.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("the JDK does not give virtual threads", e);
        }
    }

    /**
     * A fork-join pool, as it uses an idle thread before it makes another.
     *
     * @param most how many threads there may be while some of them wait for futures
     */
    private static ExecutorService newPool(String name, int threads, int most) {
        AtomicInteger number = new AtomicInteger();
        return new ForkJoinPool(
                threads,
                pool -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    thread.setName(name + "-" + number.incrementAndGet());
                    return thread;
                },
                null,
                true,
                0,
                most,
                1,
                anyPool -> true, // rather let a task wait without another thread than fail it
                IDLE_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Makes daemon threads with numbered names. */
    static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
