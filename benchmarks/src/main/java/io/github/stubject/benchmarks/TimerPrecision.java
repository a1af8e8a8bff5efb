package io.github.stubject.benchmarks;

import com.acme.hello.Greeter;
import com.acme.hello.GreeterAsync;
import com.acme.hello.GreeterBinding;
import com.acme.hello.GreeterClient;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How much later than their time 10,000 outstanding calls end that nobody answers: with timeouts spread over a second, with
 * all at about the same time, and spread while the same client makes other calls. Until the future's dependents run.
 */
final class TimerPrecision {
    private static final int CALLS = 10_000;
    private static final int ROUNDS = 3;
    private static final int OTHER_CALLS = 64;
    private static final HelloRequest REQUEST =
            HelloRequest.newBuilder().setName("World").build();

    private TimerPrecision() {}

    public static void main(String[] args) throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection listening = Nats.connect(server.url());
                Connection nats = Nats.connect(server.url());
                RpcClient client = RpcClient.builder(nats).build();
                RpcClient unanswered =
                        RpcClient.builder(nats).prefix("unanswered").build();
                ServiceHost host = ServiceHost.builder(listening)
                        .add(GreeterBinding.of(new Echo()))
                        .start()) {
            listening.createDispatcher(message -> {}).subscribe("unanswered.greeter.greet");
            listening.flush(Duration.ofSeconds(5));

            System.out.println("instance " + host.instance() + ", Java "
                    + Runtime.version().feature());
            System.out.printf(
                    "%-34s %9s %9s %9s %9s%n", "lateness of " + CALLS + ", ms", "p50", "p99", "max", "earliest");
            for (int round = 0; round < ROUNDS; round++) {
                print("timeouts of 2 to 3 s", lateness(unanswered, 2000, 1000));
            }
            for (int round = 0; round < ROUNDS; round++) {
                print("timeouts of 2 s", lateness(unanswered, 2000, 1));
            }
            for (int round = 0; round < ROUNDS; round++) {
                AtomicBoolean ended = new AtomicBoolean();
                Thread load =
                        new Thread(() -> callOn(GreeterClient.create(client).async(), ended));
                load.start();
                print("2 to 3 s, with " + OTHER_CALLS + " other calls", lateness(unanswered, 2000, 1000));
                ended.set(true);
                load.join();
            }
        }
    }

    /** Sorted, in nanoseconds. */
    private static long[] lateness(RpcClient client, int millis, int spread) {
        GreeterClient greeter = GreeterClient.create(client);
        List<CompletableFuture<Long>> late = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Duration timeout = Duration.ofMillis(millis + (long) i * 7919 % spread);
            GreeterAsync async =
                    greeter.with(CallOptions.DEFAULT.withTimeout(timeout)).async();
            long due = System.nanoTime() + timeout.toNanos();
            late.add(async.greet(REQUEST).handle((reply, error) -> System.nanoTime() - due));
        }
        return late.stream().mapToLong(CompletableFuture::join).sorted().toArray();
    }

    private static void callOn(GreeterAsync greeter, AtomicBoolean ended) {
        Semaphore free = new Semaphore(OTHER_CALLS);
        while (!ended.get()) {
            free.acquireUninterruptibly();
            CompletableFuture<HelloReply> unused =
                    greeter.greet(REQUEST).whenComplete((reply, error) -> free.release());
        }
        free.acquireUninterruptibly(OTHER_CALLS);
    }

    private static void print(String what, long[] sorted) {
        double[] ms = Arrays.stream(sorted)
                .mapToDouble(nanos -> (double) nanos / TimeUnit.MILLISECONDS.toNanos(1))
                .toArray();
        System.out.printf(
                "%-34s %9.2f %9.2f %9.2f %9.2f%n",
                what, ms[ms.length / 2], ms[ms.length * 99 / 100], ms[ms.length - 1], ms[0]);
    }

    private static final class Echo implements Greeter {
        @Override
        public HelloReply greet(HelloRequest request) {
            return HelloReply.newBuilder().setMessage(request.getName()).build();
        }
    }
}
