package io.github.stubject.benchmarks;

import com.acme.hello.GreeterAsync;
import com.acme.hello.GreeterClient;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls per second with 256 outstanding: generated code against {@link Connection#request}. */
final class UnaryThroughput {
    private static final int OUTSTANDING = 256;
    private static final int ROUNDS = 7;
    private static final int WARM_UP_SECONDS = 8;
    private static final int ROUND_SECONDS = 3;

    private UnaryThroughput() {}

    public static void main(String[] args) throws Exception {
        try (NatsServer server = NatsServer.start();
                JavaProcess services = JavaProcess.start(Services.class, server.url());
                Connection generated = Nats.connect(server.url());
                Connection byHand = Nats.connect(server.url())) {
            for (int bytes : new int[] {16, 1024}) {
                compare(generated, byHand, "x".repeat(bytes));
            }
            services.close();
        }
    }

    private static void compare(Connection generated, Connection byHand, String name) throws InterruptedException {
        HelloRequest request = HelloRequest.newBuilder().setName(name).build();
        GreeterAsync greeter = GreeterClient.create(generated).async();
        Supplier<CompletableFuture<HelloReply>> ours = () -> greeter.greet(request);
        Supplier<CompletableFuture<HelloReply>> theirs = () ->
                byHand.request(Services.BY_HAND, request.toByteArray()).thenApply(reply -> parse(reply.getData()));

        run(ours, WARM_UP_SECONDS);
        run(theirs, WARM_UP_SECONDS);
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            double a = run(ours, ROUND_SECONDS);
            double b = run(theirs, ROUND_SECONDS);
            ratios.add(a / b);
            System.out.printf(
                    "%5d B, round %d: generated %,9.0f calls/s, by hand %,9.0f calls/s, ratio %.2f%n",
                    name.length(), round, a, b, a / b);
        }
        ratios.sort(null);
        System.out.printf(
                "%5d B: median ratio %.2f (%.2f to %.2f)%n",
                name.length(), ratios.get(ROUNDS / 2), ratios.get(0), ratios.get(ROUNDS - 1));
    }

    private static double run(Supplier<CompletableFuture<HelloReply>> call, int seconds) throws InterruptedException {
        Semaphore free = new Semaphore(OUTSTANDING);
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long calls = 0;
        while (System.nanoTime() < end) {
            free.acquire();
            calls++;
            CompletableFuture<HelloReply> unused = call.get().whenComplete((reply, error) -> {
                if (error != null) {
                    error.printStackTrace();
                }
                free.release();
            });
        }
        free.acquire(OUTSTANDING);
        return calls * 1e9 / (System.nanoTime() - start);
    }

    private static HelloReply parse(byte[] data) {
        try {
            return HelloReply.parseFrom(data);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
