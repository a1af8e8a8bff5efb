package io.github.stubject.benchmarks;

import com.acme.hello.HelloReply;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** What 10,000 open streams on one connection cost on which nothing happens: threads, heap, processor time, messages. */
final class IdleStreams {
    private static final int STREAMS = 10_000;
    private static final int COLLECTIONS = 4;
    private static final long SETTLE_MS = 300;
    private static final int SECONDS = 20;

    private final Connection caller;
    private final Connection service;

    private IdleStreams(Connection caller, Connection service) {
        this.caller = caller;
        this.service = service;
    }

    public static void main(String[] args) throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection service = Nats.connect(server.url());
                Connection caller = Nats.connect(server.url());
                ServiceHost host =
                        ServiceHost.builder(service).add(Conversations.idle()).start();
                RpcClient client = RpcClient.builder(caller).build()) {
            IdleStreams measured = new IdleStreams(caller, service);
            System.out.printf(
                    "%-34s %8s %10s %14s %12s%n",
                    "both sides, " + host.instance().length(), "threads", "heap, KiB", "CPU, ms/s", "messages/s");
            measured.open(client, 1);
            measured.print("1 idle stream");
            long start = System.nanoTime();
            measured.open(client, STREAMS);
            System.out.printf(
                    "%,d opened in %,d ms%n", STREAMS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            measured.print("and 10,000 more");
            measured.print("the same, later");
        }
    }

    private void open(RpcClient client, int streams) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(streams);
        for (int i = 0; i < streams; i++) {
            client.serverStreamingAsync(Conversations.WATCH, Conversations.request("idle"), CallOptions.DEFAULT)
                    .subscribe(new Waiting(open));
        }
        open.await();
    }

    /** Counts the first answer; a failure ends the whole. */
    private record Waiting(CountDownLatch open) implements Flow.Subscriber<HelloReply> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(HelloReply item) {
            open.countDown();
        }

        @Override
        public void onError(Throwable thrown) {
            thrown.printStackTrace();
        }

        @Override
        public void onComplete() {
            throw new IllegalStateException("complete");
        }
    }

    private void print(String what) throws InterruptedException {
        long heap = 0;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(SETTLE_MS);
            heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
        Thread.sleep(2 * TimeUnit.SECONDS.toMillis(1)); // what moves has been acknowledged
        long cpu = cpuNanos();
        long sent = sent();
        Thread.sleep(TimeUnit.SECONDS.toMillis(SECONDS));
        System.out.printf(
                "%-34s %8d %,10d %,14.2f %,12.1f%n",
                what,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                heap / 1024,
                (cpuNanos() - cpu) / 1e6 / SECONDS,
                (sent() - sent) / (double) SECONDS);
    }

    private long sent() {
        return caller.getStatistics().getOutMsgs() + service.getStatistics().getOutMsgs();
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
