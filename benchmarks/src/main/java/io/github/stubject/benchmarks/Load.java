package io.github.stubject.benchmarks;

import com.acme.hello.GreeterAsync;
import com.acme.hello.GreeterClient;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Several clients, each with a connection and a number of calls outstanding all the time, until {@link #stop}. */
final class Load implements AutoCloseable {
    private static final HelloRequest REQUEST =
            HelloRequest.newBuilder().setName("World").build();

    private final List<Client> clients = new ArrayList<>();

    /** @param urls one server for each client */
    Load(List<String> urls, int outstanding, CallOptions options) throws Exception {
        for (String url : urls) {
            clients.add(new Client(Nats.connect(url), outstanding, options));
        }
        clients.forEach(client -> client.thread.start());
    }

    /** Begins no more calls, and waits until all have ended. */
    void stop() throws InterruptedException {
        clients.forEach(client -> client.ended = true);
        for (Client client : clients) {
            client.thread.join();
        }
    }

    long calls() {
        return clients.stream().mapToLong(Client::calls).sum();
    }

    /** How many calls failed so, by code and delivery. */
    Map<String, Integer> failures() {
        Map<String, Integer> all = new TreeMap<>();
        clients.forEach(client -> client.failures().forEach((kind, count) -> all.merge(kind, count, Integer::sum)));
        return all;
    }

    /** The longest time in which a client got no answer, for each client. */
    List<Long> longestGapsMs() {
        return clients.stream()
                .map(client -> TimeUnit.NANOSECONDS.toMillis(client.longestGap()))
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        for (Client client : clients) {
            client.nats.close();
        }
    }

    private static final class Client {
        private final Connection nats;
        private final GreeterAsync greeter;
        private final int outstanding;
        private final Thread thread = new Thread(this::call, "load");
        private volatile boolean ended;

        // Guarded by this.
        private final Map<String, Integer> failures = new TreeMap<>();
        private long calls;
        private long lastAnswer;
        private long longestGap;

        Client(Connection nats, int outstanding, CallOptions options) {
            this.nats = nats;
            this.outstanding = outstanding;
            this.greeter = GreeterClient.create(nats).with(options).async();
        }

        private void call() {
            Semaphore free = new Semaphore(outstanding);
            while (!ended) {
                free.acquireUninterruptibly();
                CompletableFuture<HelloReply> unused = greeter.greet(REQUEST).whenComplete((reply, error) -> {
                    end(error);
                    free.release();
                });
            }
            free.acquireUninterruptibly(outstanding);
        }

        private synchronized void end(@Nullable Throwable error) {
            calls++;
            if (error != null) {
                String kind = error instanceof RpcException e ? e.code() + " " + e.delivery() : error.toString();
                failures.merge(kind, 1, Integer::sum);
                return;
            }
            long now = System.nanoTime();
            if (lastAnswer != 0) {
                longestGap = Math.max(longestGap, now - lastAnswer);
            }
            lastAnswer = now;
        }

        private synchronized long calls() {
            return calls;
        }

        private synchronized long longestGap() {
            return longestGap;
        }

        private synchronized Map<String, Integer> failures() {
            return Map.copyOf(failures);
        }
    }
}
