package io.github.stubject.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where user code runs: virtual threads where the JDK has them (21 and later), else a bounded pool. */
final class Threads {
    /** {@code Executors.newVirtualThreadPerTaskExecutor()}, {@code null} before JDK 21. */
    private static final @Nullable MethodHandle VIRTUAL = findVirtual();

    private static final long IDLE_SECONDS = 30;

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
     * An executor for tasks that block.
     *
     * @param threads how many platform threads there are at most, where there are no virtual ones; further tasks wait
     * @param waiting how many tasks wait at most; the executor rejects what is beyond
     */
    static ExecutorService newExecutor(String name, int threads, int waiting) {
        if (VIRTUAL != null) {
            return newVirtual(VIRTUAL);
        }
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ExecutorService newVirtual(MethodHandle factory) {
        try {
            return (ExecutorService) factory.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("the JDK does not give virtual threads", e);
        }
    }

    /** Where the futures of calls are completed, and so where what depends on them runs. */
    static Executor callbacks() {
        return VIRTUAL == null ? new CompletableFuture<Void>().defaultExecutor() : newVirtual(VIRTUAL);
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
