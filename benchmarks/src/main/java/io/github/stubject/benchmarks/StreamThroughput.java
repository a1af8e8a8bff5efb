package io.github.stubject.benchmarks;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcStream;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Messages per second of one feed from a server to a client: streamed, published and subscribed by hand, and by gRPC with
 * batched requests, with its executors and without. Broker, server and client are processes of their own; messages are
 * built and parsed on both sides; the feeds take turns.
 */
final class StreamThroughput {
    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 3;
    private static final int BATCH = 64;
    private static final long BYTES_OF_A_ROUND = 300_000_000;
    private static final int MOST_MESSAGES = 1_500_000;

    private StreamThroughput() {}

    private interface Receiving {
        void receive(int count, int size) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        int plainPort = freePort();
        int directPort = freePort();
        try (NatsServer server = NatsServer.start();
                JavaProcess feeds = JavaProcess.start(Feeds.class, server.url(), "" + plainPort, "" + directPort);
                Connection streamed = Nats.connect(server.url());
                Connection byHand = Nats.connect(server.url());
                RpcClient client = RpcClient.builder(streamed).build()) {
            ManagedChannel plain = channel(plainPort, false);
            ManagedChannel direct = channel(directPort, true);
            Map<String, Receiving> kinds = new LinkedHashMap<>();
            kinds.put("streamed", (count, size) -> stream(client, count, size));
            kinds.put("by hand", (count, size) -> subscribe(byHand, count, size));
            kinds.put("gRPC", (count, size) -> grpc(plain, count, size));
            kinds.put("gRPC direct", (count, size) -> grpc(direct, count, size));
            for (int size : new int[] {16, 1024}) {
                compare(kinds, size);
            }
            plain.shutdownNow();
            direct.shutdownNow();
        }
    }

    private static void compare(Map<String, Receiving> kinds, int size) throws Exception {
        int count = (int) Math.min(MOST_MESSAGES, BYTES_OF_A_ROUND / size);
        for (int i = 0; i < WARM_UPS; i++) {
            for (Receiving kind : kinds.values()) {
                kind.receive(count, size);
            }
        }
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Receiving> kind : kinds.entrySet()) {
                long start = System.nanoTime();
                kind.getValue().receive(count, size);
                rates.computeIfAbsent(kind.getKey(), any -> new ArrayList<>())
                        .add(count * 1e9 / (System.nanoTime() - start));
            }
        }
        List<Double> ours = Objects.requireNonNull(rates.get("streamed"));
        rates.forEach((name, values) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                ratios.add(ours.get(i) / values.get(i));
            }
            System.out.printf(
                    "%5d B  %-12s %,12.0f messages/s   streamed / this: %.2f (%.2f to %.2f)%n",
                    size, name, median(values), median(ratios), least(ratios), most(ratios));
        });
    }

    private static void stream(RpcClient client, int count, int size) {
        try (RpcStream<HelloReply> feed =
                client.serverStreaming(Feed.WATCH, Feed.request(count, size), CallOptions.DEFAULT)) {
            long received = 0;
            for (HelloReply reply : feed) {
                received += reply.getMessage().isEmpty() ? 0 : 1;
            }
            check(count, received);
        }
    }

    private static void subscribe(Connection nats, int count, int size) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        long[] received = new long[1];
        String inbox = nats.createInbox();
        Dispatcher dispatcher = nats.createDispatcher(message -> {
            received[0] += parse(message).getMessage().isEmpty() ? 0 : 1;
            if (received[0] == count) {
                end.countDown();
            }
        });
        // There is no backpressure: what it cannot take at once must wait, or is dropped.
        dispatcher.setPendingLimits(-1, -1);
        dispatcher.subscribe(inbox);
        nats.publish(Feed.BY_HAND, inbox, Feed.request(count, size).toByteArray());
        if (!end.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("by hand " + received[0] + " of " + count + " messages came");
        }
        nats.closeDispatcher(dispatcher);
    }

    private static HelloReply parse(Message message) {
        try {
            return HelloReply.parseFrom(message.getData());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void grpc(ManagedChannel channel, int count, int size) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Receiver receiver = new Receiver(end);
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(Feed.GRPC_WATCH, io.grpc.CallOptions.DEFAULT), Feed.request(count, size), receiver);
        end.await();
        check(count, receiver.received);
    }

    /** Requests in batches, ahead of what it has taken. */
    private static final class Receiver implements ClientResponseObserver<HelloRequest, HelloReply> {
        private final CountDownLatch end;
        private @Nullable ClientCallStreamObserver<HelloRequest> call;
        private long received;

        Receiver(CountDownLatch end) {
            this.end = end;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<HelloRequest> requests) {
            call = requests;
            requests.disableAutoRequestWithInitial(2 * BATCH);
        }

        @Override
        public void onNext(HelloReply reply) {
            received += reply.getMessage().isEmpty() ? 0 : 1;
            if (received % BATCH == 0 && call != null) {
                call.request(BATCH);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            thrown.printStackTrace();
            end.countDown();
        }

        @Override
        public void onCompleted() {
            end.countDown();
        }
    }

    private static ManagedChannel channel(int port, boolean direct) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(
                        InetAddress.getLoopbackAddress().getHostAddress(), port)
                .usePlaintext();
        if (direct) {
            builder.directExecutor();
        }
        return builder.build();
    }

    private static void check(long expected, long received) {
        if (expected != received) {
            throw new IllegalStateException(received + " of " + expected + " messages came");
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static double least(List<Double> values) {
        return values.stream().min(Double::compare).orElseThrow();
    }

    private static double most(List<Double> values) {
        return values.stream().max(Double::compare).orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
