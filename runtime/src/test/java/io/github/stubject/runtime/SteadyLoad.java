package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.hello;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Calls that several clients make all the time, blocking and not, until this is closed. */
final class SteadyLoad implements AutoCloseable {
    private static final int OUTSTANDING = 8;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    SteadyLoad(List<RpcClient> clients, CallOptions options) {
        for (RpcClient client : clients) {
            start(() -> block(client, options));
            start(() -> keepOutstanding(client, options));
        }
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "steady-load");
        thread.start();
        threads.add(thread);
    }

    private void block(RpcClient client, CallOptions options) {
        while (!ended) {
            calls.incrementAndGet();
            try {
                client.unary(GREET, hello("blocking"), options);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
    }

    private void keepOutstanding(RpcClient client, CallOptions options) {
        Semaphore free = new Semaphore(OUTSTANDING);
        while (!ended) {
            free.acquireUninterruptibly();
            calls.incrementAndGet();
            CompletableFuture<?> unused = client.unaryAsync(GREET, hello("async"), options)
                    .whenComplete((reply, error) -> {
                        if (error != null) {
                            failures.add(error);
                        }
                        free.release();
                    });
        }
        free.acquireUninterruptibly(OUTSTANDING);
    }

    long calls() {
        return calls.get();
    }

    /** Of all calls that have ended. */
    Queue<Throwable> failures() {
        return failures;
    }

    /** Begins no more calls, and waits until all have ended. */
    @Override
    public void close() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            if (thread.isAlive()) {
                throw new IllegalStateException("a call does not end");
            }
        }
    }
}
