package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of open streams, busy and idle, when the other side dies or stops, or either side's connection is lost. */
@Timeout(90)
class DeadPeerTest {
    /** What a few seconds may be on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(3);
    private NatsServer server;

    @BeforeEach
    void start() {
        server = open(NatsServer.start());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    private Connection connect(String url) throws Exception {
        return open(Nats.connect(new Options.Builder()
                .server(url)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(20))
                .build()));
    }

    private ServiceHost serve(Connection nats) {
        return open(ServiceHost.builder(nats)
                .add(StreamService.of(new PeerProcess.Waiting(stopped)))
                .drainTimeout(Duration.ofSeconds(1))
                .start());
    }

    /** Open streams of all kinds; each is a future of its error. */
    private static final class OpenStreams {
        private final Map<String, CompletableFuture<RpcException>> ends = new LinkedHashMap<>();
        private final RpcClient client;
        private final CountDownLatch begun = new CountDownLatch(4);

        OpenStreams(RpcClient client) throws Exception {
            this.client = client;
            take("idle", client.serverStreaming(WATCH, hello(PeerProcess.IDLE), CallOptions.DEFAULT));
            take("busy", client.serverStreaming(WATCH, hello(PeerProcess.BUSY), CallOptions.DEFAULT));
            Pipe<HelloRequest> requests = Pipe.create(1);
            take("idle both ways", client.bidiStreaming(CHAT, requests.stream(), CallOptions.DEFAULT));
            requests.send(hello("first"));
            CompletableFuture<RpcException> async = end("idle, asynchronous");
            client.serverStreamingAsync(WATCH, hello(PeerProcess.IDLE), CallOptions.DEFAULT)
                    .subscribe(new Flow.Subscriber<>() {
                        @Override
                        public void onSubscribe(Flow.Subscription subscription) {
                            subscription.request(Long.MAX_VALUE);
                        }

                        @Override
                        public void onNext(HelloReply item) {
                            begun.countDown();
                        }

                        @Override
                        public void onError(Throwable thrown) {
                            async.complete((RpcException) thrown);
                        }

                        @Override
                        public void onComplete() {
                            async.completeExceptionally(new AssertionError("complete"));
                        }
                    });
            CompletableFuture<RpcException> record = end("idle requests, asynchronous");
            CompletableFuture<?> unused = client.clientStreamingAsync(
                            RECORD, Pipe.<HelloRequest>create(1).publisher(), CallOptions.DEFAULT)
                    .whenComplete((reply, failure) -> record.complete((RpcException) failure));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            // So that the host, too, has been told of each.
            await().until(() -> client.outstanding() == ends.size() + 1);
        }

        private CompletableFuture<RpcException> end(String name) {
            return ends.computeIfAbsent(name, any -> new CompletableFuture<>());
        }

        private void take(String name, RpcStream<HelloReply> replies) {
            CompletableFuture<RpcException> end = end(name);
            boolean[] first = {true};
            Thread thread = new Thread(() -> {
                try {
                    replies.forEach(reply -> {
                        if (first[0]) {
                            first[0] = false;
                            begun.countDown();
                        }
                    });
                    end.completeExceptionally(new AssertionError("complete"));
                } catch (RpcException e) {
                    end.complete(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        /** Each ends as unavailable, soon, and nothing is left of it. */
        void allBecomeUnavailable(String after, long since) {
            Map<String, Long> times = new LinkedHashMap<>();
            ends.forEach((name, end) -> {
                assertThat(end)
                        .as(name)
                        .succeedsWithin(SOON)
                        .satisfies(error ->
                                assertThat(error.code()).as(error.text()).isEqualTo(Code.UNAVAILABLE));
                times.put(name, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
            });
            System.out.println("[streams] from " + after + " to the error, at most, in ms: " + times);
            StreamLossTest.nothingStays(new ServiceHost[0], new RpcClient[] {client});
        }
    }

    /** Waits for two exchanges, after which each side knows that the other has got all that it has sent. */
    private void awaitBeats() throws Exception {
        CountDownLatch beats = new CountDownLatch(4);
        Connection listening = connect(server.url());
        listening.createDispatcher(beat -> beats.countDown()).subscribe("streams.*._s.*.beat");
        assertThat(beats.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whenTheServiceIsKilledItsStreamsEnd() throws Exception {
        PeerProcess service = open(PeerProcess.service(server.url()));
        OpenStreams streams =
                new OpenStreams(open(RpcClient.builder(connect(server.url())).build()));

        long since = System.nanoTime();
        service.kill();

        streams.allBecomeUnavailable("kill -9 of the service", since);
    }

    @Test
    void whenTheServiceStopsItsStreamsEndAndItNoticesOnceItGoesOn() throws Exception {
        PeerProcess service = open(PeerProcess.service(server.url()));
        RpcClient client = open(RpcClient.builder(connect(server.url())).build());
        OpenStreams streams = new OpenStreams(client);

        long since = System.nanoTime();
        service.signal("STOP");
        streams.allBecomeUnavailable("kill -STOP of the service", since);
        service.signal("CONT");

        // It serves again.
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(RpcException.class)
                .untilAsserted(() -> assertThat(
                                client.serverStreaming(WATCH, hello(PeerProcess.BUSY), CallOptions.DEFAULT)
                                        .limit(3)
                                        .count())
                        .isEqualTo(3));
    }

    @Test
    void whenTheClientIsKilledTheHostEndsItsStreams() throws Exception {
        ServiceHost host = serve(connect(server.url()));
        PeerProcess client = open(PeerProcess.client(server.url()));
        assertThat(host.inFlight()).isEqualTo(3);

        long since = System.nanoTime();
        client.kill();

        hostIsFree(host, "kill -9 of the client", since);
    }

    private void hostIsFree(ServiceHost host, String after, long since) throws InterruptedException {
        assertThat(stopped.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        System.out.println("[streams] from " + after + " to the end of its implementations, in ms: "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
        StreamLossTest.nothingStays(new ServiceHost[] {host}, new RpcClient[0]);
    }

    @Test
    void whenTheClientStopsTheHostEndsItsStreamsAndItNoticesOnceItGoesOn() throws Exception {
        ServiceHost host = serve(connect(server.url()));
        PeerProcess client = open(PeerProcess.client(server.url()));

        long since = System.nanoTime();
        client.signal("STOP");
        hostIsFree(host, "kill -STOP of the client", since);
        client.signal("CONT");

        assertThat(List.of(client.nextLine(), client.nextLine(), client.nextLine()))
                .isSubsetOf("UNAVAILABLE", "DATA_LOSS");
    }

    @Test
    void whenTheClientLosesItsConnectionItsStreamsEndAtOnceAndThoseOfTheHostSoon() throws Exception {
        TcpProxy network = open(new TcpProxy(server.port()));
        ServiceHost host = serve(connect(server.url()));
        OpenStreams streams =
                new OpenStreams(open(RpcClient.builder(connect(network.url())).build()));

        long since = System.nanoTime();
        network.cut();
        streams.allBecomeUnavailable("the loss of the client's connection", since);
        network.restore();

        hostIsFree(host, "the loss of the client's connection", since);
    }

    @Test
    void whenTheHostLosesItsConnectionForAMomentIdleStreamsEndToo() throws Exception {
        TcpProxy network = open(new TcpProxy(server.port()));
        Connection service = connect(network.url());
        ServiceHost host = serve(service);
        OpenStreams streams =
                new OpenStreams(open(RpcClient.builder(connect(server.url())).build()));
        awaitBeats();

        long since = System.nanoTime();
        network.cut();
        network.restore();

        hostIsFree(host, "the loss of the host's connection", since);
        await().until(() -> service.getStatus() == Connection.Status.CONNECTED);
        streams.allBecomeUnavailable("the loss of the host's connection for a moment", since);
    }
}
