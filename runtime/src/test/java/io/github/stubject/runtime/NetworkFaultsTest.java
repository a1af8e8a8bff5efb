package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.test.HelloReply;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls and hosts when the network between them and nats-server is cut, or hangs. */
class NetworkFaultsTest extends FaultHarness {
    private NatsServer server;
    private TcpProxy network;

    @BeforeEach
    void startServer() {
        server = open(NatsServer.start());
        network = open(new TcpProxy(server.port()));
    }

    @Test
    void whenTheClientsNetworkIsCutCallsUnderWayTimeOutAndNewOnesFailAtOnce() throws Exception {
        ServiceHost host = serve(connect(server.url()));
        Connection nats = connect(network.url());
        RpcClient client = client(nats);
        UnderWay calls = callsUnderWay(client, host);

        network.cut();
        awaitLost(nats);

        newCalls(client).allFail(Code.UNAVAILABLE, Delivery.NOT_RUN, "not connected to NATS");
        calls.allTimeOut();
        network.restore();
        awaitService(client);
    }

    @Test
    void whenTheServicesNetworkIsCutNobodyServesUntilItIsBack() throws Exception {
        Connection service = connect(network.url());
        ServiceHost host = serve(service);
        RpcClient client = client(connect(server.url()));
        UnderWay calls = callsUnderWay(client, host);

        network.cut();

        await().until(() -> failure(client).code() == Code.UNAVAILABLE);
        newCalls(client).allFail(Code.UNAVAILABLE, Delivery.NOT_RUN, "nobody serves greeter.greet");
        calls.allTimeOut();
        network.restore();
        awaitService(client);
    }

    @Test
    void whileTheClientsNetworkHangsCallsTimeOut() throws Exception {
        ServiceHost host = serve(connect(server.url()));
        RpcClient client = client(connect(network.url()));
        UnderWay before = callsUnderWay(client, host);

        network.stall();
        UnderWay during = newCalls(client);

        before.allTimeOut();
        during.allTimeOut();
        release();
        network.restore();
        awaitService(client);
    }

    @Test
    void whileTheServicesNetworkHangsCallsTimeOut() throws Exception {
        ServiceHost host = serve(connect(network.url()));
        RpcClient client = client(connect(server.url()));
        UnderWay before = callsUnderWay(client, host);

        network.stall();
        UnderWay during = newCalls(client);

        before.allTimeOut();
        during.allTimeOut();
        release();
        network.restore();
        awaitService(client);
    }

    @Test
    void aNetworkThatHangsIsLeftOncePingsFindIt() throws Exception {
        ServiceHost host = serve(connect(server.url()));
        Connection nats = connect(
                options -> options.noRandomize().pingInterval(Duration.ofMillis(100)), network.url(), server.url());
        assertThat(nats.getConnectedUrl()).isEqualTo(network.url());
        RpcClient client = client(nats);
        UnderWay calls = callsUnderWay(client, host);

        network.stall();

        calls.allTimeOut();
        awaitService(client);
        assertThat(nats.getConnectedUrl()).isEqualTo(server.url());
        release();
    }

    @Test
    void callsThatTheOutgoingQueueDoesNotTakeAnyMoreFailAndWereNotRun() throws Exception {
        ServiceHost host = serve(connect(server.url()));
        RpcClient client = client(connect(options -> options.maxMessagesInOutgoingQueue(10), network.url()));
        String large = "x".repeat(900_000);

        network.stall();
        List<CompletableFuture<HelloReply>> calls = new ArrayList<>();
        while (refused(calls).isEmpty() && calls.size() < 100) { // one more may fail until that is seen
            calls.add(client.unaryAsync(GREET, hello(large), OPTIONS));
        }

        assertThat(refused(calls)).isNotEmpty().allSatisfy(error -> {
            assertThat(error.delivery()).isEqualTo(Delivery.NOT_RUN);
            assertThat(error.text()).contains("the connection did not take the request to greeter.greet");
        });
        await().until(() -> calls.stream().allMatch(CompletableFuture::isDone));
        network.restore();
        awaitService(client);
        // What waited in the queue arrives late, but arrives.
        await().until(() -> host.inFlight() == 0);
    }

    private static List<RpcException> refused(List<CompletableFuture<HelloReply>> calls) {
        return calls.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .map(call -> (RpcException) call.handle((reply, error) -> error).join())
                .filter(error -> error.code() == Code.UNAVAILABLE)
                .toList();
    }
}
