package io.github.stubject.benchmarks;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcStream;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The heap after collection while ten million small messages go through one stream, in all directions. */
final class StreamMemory {
    private static final long MESSAGES = 10_000_000;
    private static final int PARTS = 5;

    private final long messages;
    private final RpcClient client;

    private StreamMemory(long messages, RpcClient client) {
        this.messages = messages;
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        long messages = args.length == 0 ? MESSAGES : Long.parseLong(args[0]);
        try (NatsServer server = NatsServer.start();
                Connection service = Nats.connect(server.url());
                Connection caller = Nats.connect(server.url());
                ServiceHost host = ServiceHost.builder(service)
                        .add(Conversations.blocking())
                        .start();
                RpcClient client = RpcClient.builder(caller).build()) {
            System.out.printf("%,d messages through %s; heap after collection, KiB%n", messages, host.instance());
            new StreamMemory(messages, client).run();
        }
    }

    private void run() throws Exception {
        for (String kind : new String[] {"infinite", "flatMap", "parallel"}) {
            Meter meter = new Meter("answers, " + kind);
            try (RpcStream<HelloReply> answers =
                    client.serverStreaming(Conversations.WATCH, Conversations.request(kind), CallOptions.DEFAULT)) {
                Iterator<HelloReply> iterator = answers.iterator();
                for (long i = 0; i < messages; i++) {
                    HelloReply unused = iterator.next();
                    meter.count();
                }
            }
            meter.print();
        }
        Meter async = new Meter("answers, asynchronous");
        take(async);
        async.print();
        Meter requests = new Meter("requests");
        HelloReply unused = client.clientStreaming(Conversations.RECORD, requests(requests), CallOptions.DEFAULT);
        requests.print();
        Meter both = new Meter("both ways");
        long answered = client.bidiStreaming(Conversations.CHAT, requests(new Meter("")), CallOptions.DEFAULT)
                .peek(answer -> both.count())
                .count();
        both.print();
        System.out.printf("%,d were answered%n", answered);
    }

    private Stream<HelloRequest> requests(Meter meter) {
        return LongStream.range(0, messages).mapToObj(i -> {
            meter.count();
            return Conversations.request("message " + i);
        });
    }

    private void take(Meter meter) throws Exception {
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        client.serverStreamingAsync(Conversations.WATCH, Conversations.request("infinite"), CallOptions.DEFAULT)
                .subscribe(new Flow.Subscriber<>() {
                    private static final long STEP = 512;
                    private Flow.@Nullable Subscription subscription;
                    private long seen;

                    @Override
                    public void onSubscribe(Flow.Subscription newSubscription) {
                        subscription = newSubscription;
                        newSubscription.request(2 * STEP);
                    }

                    @Override
                    public void onNext(HelloReply item) {
                        Flow.Subscription current = subscription;
                        if (current == null || seen == messages) {
                            return;
                        }
                        meter.count();
                        if (++seen == messages) {
                            current.cancel();
                            end.complete(true);
                        } else if (seen % STEP == 0) {
                            current.request(STEP);
                        }
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        end.completeExceptionally(thrown);
                    }

                    @Override
                    public void onComplete() {
                        end.complete(true);
                    }
                });
        boolean unused = end.get();
    }

    /** Counts messages, and looks at the heap a few times meanwhile. */
    private final class Meter {
        private final String name;
        private final StringBuilder heap = new StringBuilder();
        private final long start = System.nanoTime();
        private long seen;
        private long collecting;

        private Meter(String name) {
            this.name = name;
        }

        private void count() {
            if (++seen % (messages / PARTS) == 0 && !name.isEmpty()) {
                long before = System.nanoTime();
                System.gc();
                heap.append(String.format(
                        "%,9d",
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024));
                collecting += System.nanoTime() - before;
            }
        }

        private void print() {
            double seconds = (System.nanoTime() - start - collecting) / 1e9;
            System.out.printf("%-24s %s   %,9.0f messages/s%n", name, heap, seen / seconds);
        }
    }
}
