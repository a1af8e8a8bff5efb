package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsCluster;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.test.HelloReply;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of calls and hosts when nats-server goes, hangs and comes back. */
class ServerFaultsTest extends FaultHarness {
    private void serverGoesAndComesBack(Runnable going, NatsServer server) throws Exception {
        Connection nats = connect(server.url());
        ServiceHost host = serve(connect(server.url()));
        RpcClient client = client(nats);
        UnderWay calls = callsUnderWay(client, host);

        going.run();
        awaitLost(nats);

        RpcException away = failure(client);
        assertThat(away.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(away.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(away.text()).isEqualTo("not connected to NATS; greeter.greet was not called");
        newCalls(client).allFail(Code.UNAVAILABLE, Delivery.NOT_RUN, "not connected to NATS");
        calls.allTimeOut();

        server.startAgain();
        awaitService(client);
    }

    @Test
    void whenTheServerIsRestartedCallsUnderWayTimeOutAndLaterOnesWork() throws Exception {
        NatsServer server = open(NatsServer.start());
        serverGoesAndComesBack(server::stop, server);
    }

    @Test
    void whenTheServerIsKilledCallsUnderWayTimeOutAndLaterOnesWork() throws Exception {
        NatsServer server = open(NatsServer.start());
        serverGoesAndComesBack(server::kill, server);
    }

    @Test
    void anAnswerThatIsReadyBeforeTheCallsTimeIsUpArrivesAfterAReconnect() throws Exception {
        NatsServer server = open(NatsServer.start());
        Connection service = connect(server.url());
        Connection nats = connect(server.url());
        ServiceHost host = serve(service);
        RpcClient client = client(nats);
        CallOptions patient = OPTIONS.withTimeout(Duration.ofSeconds(30));
        CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("held"), patient);
        await().until(() -> host.inFlight() == 1);

        server.kill();
        server.startAgain();
        awaitService(client);
        release();

        assertThat(call.get().getText()).isEqualTo("held");
    }

    @Test
    void whileTheServerIsPausedCallsTimeOutAndWorkOnceItGoesOn() throws Exception {
        NatsServer server = open(NatsServer.start());
        ServiceHost host = serve(connect(server.url()));
        RpcClient client = client(connect(server.url()));
        UnderWay before = callsUnderWay(client, host);

        server.pause();
        UnderWay during = newCalls(client);

        before.allTimeOut();
        during.allTimeOut();
        server.resume();
        release();
        awaitService(client);
    }

    @Test
    void whenAServerOfAClusterIsKilledCallsGoOnThroughAnother() throws Exception {
        NatsCluster cluster = open(NatsCluster.start(3));
        // Both are on the first one, the client knows the others from it alone.
        Connection service = connect(options -> options.noRandomize(), cluster.urls());
        Connection nats = connect(cluster.server(0).url());
        ServiceHost host = serve(service);
        RpcClient client = client(nats);
        UnderWay calls = callsUnderWay(client, host);

        cluster.server(0).kill();

        calls.allTimeOut();
        awaitService(client);
        assertThat(nats.getConnectedUrl()).isNotEqualTo(cluster.server(0).url());
        release();
    }

    @Test
    void whenOnlyTheServicesServerIsKilledCallsUnderWayTimeOutAndLaterOnesFindItElsewhere() throws Exception {
        NatsCluster cluster = open(NatsCluster.start(3));
        Connection service = connect(cluster.server(1).url());
        Connection nats = connect(
                options -> options.ignoreDiscoveredServers(), cluster.server(0).url());
        ServiceHost host = serve(service);
        awaitService(RpcClient.shared(nats));
        RpcClient client = client(nats);
        UnderWay calls = callsUnderWay(client, host);

        cluster.server(1).kill();

        calls.allTimeOut();
        awaitService(client);
        release();
    }
}
