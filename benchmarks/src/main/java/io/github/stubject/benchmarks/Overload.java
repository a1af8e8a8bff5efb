package io.github.stubject.benchmarks;

import com.acme.hello.GreeterAsync;
import com.acme.hello.GreeterBinding;
import com.acme.hello.GreeterClient;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.MethodStats;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What becomes of twice as many calls as one instance may have in flight, where that instance is near, on the callers'
 * leaf node, and another one is far, on the hub: NATS alone would send every call to the near one for ever.
 */
final class Overload {
    private static final int LIMIT = 32;
    private static final int OUTSTANDING = 2 * LIMIT;
    private static final int SECONDS = 10;
    private static final long WORK_MS = 10;

    private Overload() {}

    public static void main(String[] args) throws Exception {
        int leafPort = freePort();
        try (NatsServer hub = NatsServer.start("leafnodes { listen: \"127.0.0.1:" + leafPort + "\" }");
                NatsServer leaf = NatsServer.start(
                        "leafnodes { remotes: [{ url: \"nats-leaf://127.0.0.1:" + leafPort + "\" }] }")) {
            System.out.printf(
                    "limit %d in flight on each instance, %d callers, each call takes %d ms%n",
                    LIMIT, OUTSTANDING, WORK_MS);
            run(hub, leaf, "without retries", CallOptions.DEFAULT.withoutRetries());
            run(hub, leaf, "with the default retries", CallOptions.DEFAULT);
        }
    }

    private static void run(NatsServer hub, NatsServer leaf, String title, CallOptions options) throws Exception {
        System.out.println(title);
        try (Connection farConnection = Nats.connect(hub.url());
                Connection nearConnection = Nats.connect(leaf.url());
                Connection callers = Nats.connect(leaf.url());
                ServiceHost far = host(farConnection);
                ServiceHost near = host(nearConnection);
                RpcClient client = RpcClient.builder(callers).defaults(options).build()) {
            GreeterAsync greeter = GreeterClient.create(client).async();
            awaitBoth(client);
            AtomicLong failed = new AtomicLong();
            Semaphore free = new Semaphore(OUTSTANDING);
            System.out.println(" second   near ran   far ran   near refused   calls failed");
            for (int second = 1; second <= SECONDS; second++) {
                long ranNear = ran(near);
                long ranFar = ran(far);
                long refused = stats(near).rejected();
                long failedBefore = failed.get();
                call(greeter, free, failed);
                System.out.printf(
                        "%7d %10d %9d %14d %14d%n",
                        second,
                        ran(near) - ranNear,
                        ran(far) - ranFar,
                        stats(near).rejected() - refused,
                        failed.get() - failedBefore);
            }
            free.acquire(OUTSTANDING);
        }
    }

    /** Keeps all callers busy for a second. */
    private static void call(GreeterAsync greeter, Semaphore free, AtomicLong failed) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < end) {
            free.acquire();
            CompletableFuture<HelloReply> unused = greeter.greet(HelloRequest.getDefaultInstance())
                    .whenComplete((reply, error) -> {
                        if (error != null) {
                            failed.incrementAndGet();
                        }
                        free.release();
                    });
        }
    }

    private static void awaitBoth(RpcClient client) {
        while (client.discovery().ping("Greeter").size() < 2) {
            Thread.onSpinWait();
        }
    }

    private static ServiceHost host(Connection nats) {
        return ServiceHost.builder(nats)
                .maxInFlight(LIMIT)
                .add(GreeterBinding.ofAsync(new Slow()))
                .start();
    }

    private static MethodStats stats(ServiceHost host) {
        return Objects.requireNonNull(host.stats().get(GreeterBinding.GREET));
    }

    private static long ran(ServiceHost host) {
        MethodStats stats = stats(host);
        return stats.requests() - stats.rejected();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Works for a while without holding a thread. */
    private static final class Slow implements GreeterAsync {
        @Override
        public CompletableFuture<HelloReply> greet(HelloRequest request) {
            return new CompletableFuture<HelloReply>()
                    .completeOnTimeout(HelloReply.getDefaultInstance(), WORK_MS, TimeUnit.MILLISECONDS);
        }
    }
}
