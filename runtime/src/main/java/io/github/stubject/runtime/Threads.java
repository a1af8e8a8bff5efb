package io.github.stubject.runtime;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where user code runs: virtual threads where the JDK has them (21 and later), else a bounded pool. */
final class Threads {
    private static final long IDLE_SECONDS = 30;
    private static final int CALLBACK_THREADS = 256;
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private Threads() {}

    /** Delays the look for virtual threads, by reflection, until something runs on them: many programs only wait. */
    private static final class Virtual {
        /** Makes threads that anybody's tasks may run on; {@code null} before JDK 21. */
        private static final @Nullable ThreadFactory FACTORY = findVirtual(false);
    }

    /** @param inherits whether they get the inheritable thread locals of whoever starts them */
    private static @Nullable ThreadFactory findVirtual(boolean inherits) {
        if (Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS) {
            return null; // in 19 and 20 they are there, but work with --enable-preview only
        }
        try {
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            ofVirtual.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, inherits);
            return (ThreadFactory) ofVirtual.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JDK does not give virtual threads", e);
        }
    }

    /**
     * An executor for tasks that block, which are to be bounded by whoever submits them. Its threads have the context class
     * loader of the caller.
     *
     * @param threads how many platform threads there are at most, where there are no virtual ones; further tasks wait
     */
    static ExecutorService newExecutor(String name, int threads) {
        return Virtual.FACTORY == null
                ? newPool(name, threads, Thread.currentThread().getContextClassLoader())
                : newVirtual(Virtual.FACTORY, Thread.currentThread().getContextClassLoader());
    }

    /**
     * The same without a bound of its own, for tasks that last and that somebody else bounds. Where there are platform
     * threads, each ends a while after its last task: a fork-join pool of JDK 17 lets one go at a time, and would keep a
     * thousand for hours.
     */
    static ExecutorService newExecutorForLongTasks(String name) {
        return Virtual.FACTORY == null
                ? newGrowingPool(name, IDLE_SECONDS, Thread.currentThread().getContextClassLoader())
                : newVirtual(Virtual.FACTORY, Thread.currentThread().getContextClassLoader());
    }

    static ExecutorService newGrowingPool(String name, long idleSeconds, @Nullable ClassLoader contextLoader) {
        ThreadFactory daemons = daemons(name);
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, idleSeconds, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = daemons.newThread(task);
                    thread.setContextClassLoader(contextLoader);
                    return thread;
                });
    }

    /** Whether user code runs on virtual threads. */
    static boolean areVirtual() {
        return Virtual.FACTORY != null;
    }

    /** Where the futures of calls are completed, and so where what depends on them runs; one for the process. */
    static Executor callbacks() {
        return task -> Callbacks.EXECUTOR.execute(task);
    }

    /** Where the requests of blocking streams are sent while their callers take answers; one thread for each. */
    static Executor requestSenders() {
        return RequestSenders.EXECUTOR;
    }

    /** Delays the pool until the first of them. */
    private static final class RequestSenders {
        private static final Executor EXECUTOR = Virtual.FACTORY == null
                ? new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE, // as many as there are callers who wait for answers
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        daemons("stubject-requests"))
                : newVirtual(Objects.requireNonNull(findVirtual(true)));
    }

    /** Delays the pool until the first of them. */
    private static final class Callbacks {
        private static final Executor EXECUTOR = new Relay(
                Virtual.FACTORY == null
                        ? newPool("stubject-callback", CALLBACK_THREADS, Threads.class.getClassLoader())
                        : newVirtual(Virtual.FACTORY, Threads.class.getClassLoader()));
    }

    private static ExecutorService newVirtual(ThreadFactory virtual, @Nullable ClassLoader contextLoader) {
        return newVirtual(task -> {
            Thread thread = virtual.newThread(task);
            thread.setContextClassLoader(contextLoader);
            return thread;
        });
    }

    private static ExecutorService newVirtual(ThreadFactory virtual) {
        try {
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, virtual);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JDK does not give virtual threads", e);
        }
    }

    /** A fork-join pool, as it uses an idle thread before it makes another. */
    private static ExecutorService newPool(String name, int threads, @Nullable ClassLoader contextLoader) {
        AtomicInteger number = new AtomicInteger();
        return new ForkJoinPool(
                threads,
                pool -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    thread.setName(name + "-" + number.incrementAndGet());
                    thread.setContextClassLoader(contextLoader);
                    return thread;
                },
                null,
                true,
                0,
                threads,
                1,
                anyPool -> true, // a task that waits for a future keeps its thread, without another in its place
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
