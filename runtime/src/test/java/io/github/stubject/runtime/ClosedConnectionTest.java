package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls, streams and hosts whose connection is closed by its owner. */
class ClosedConnectionTest extends FaultHarness {
    /** So long that nobody gets to know anything by its absence while a test runs. */
    private static final Duration RARELY = Duration.ofSeconds(30);

    private NatsServer server;

    @BeforeEach
    void startServer() {
        server = open(NatsServer.start());
    }

    @Test
    void callsUnderWayEndAtOnceWithTheirConnectionAndNewOnesAreNotMade() throws Exception {
        ServiceHost host = serve(connect(server.url()));
        Connection nats = connect(server.url());
        RpcClient client = client(nats);
        UnderWay calls = callsUnderWay(client, host);

        nats.close();

        calls.allFail(Code.UNAVAILABLE, Delivery.UNKNOWN, "the connection or its client was closed while waiting");
        newCalls(client).allFail(Code.UNAVAILABLE, Delivery.NOT_RUN, "not connected to NATS");
    }

    @Test
    void callsUnderWayEndAtOnceWithTheirClient() throws Exception {
        ServiceHost host = serve(connect(server.url()));
        RpcClient client = client(connect(server.url()));
        UnderWay calls = callsUnderWay(client, host);

        client.close();

        calls.allFail(Code.UNAVAILABLE, Delivery.UNKNOWN, "the connection or its client was closed while waiting");
        newCalls(client).allFail(Code.UNAVAILABLE, Delivery.NOT_RUN, "this client is closed");
    }

    @Test
    void aHostEndsWithItsConnectionAndItsCallersTimeOut() throws Exception {
        Connection service = connect(server.url());
        ServiceHost host = serve(service);
        RpcClient client = client(connect(server.url()));
        UnderWay calls = callsUnderWay(client, host);

        service.close();

        calls.allTimeOut();
        newCalls(client).allFail(Code.UNAVAILABLE, Delivery.NOT_RUN, "nobody serves greeter.greet");
        release();
        host.awaitShutdown();
        assertThat(host.inFlight()).isZero();
    }

    @Test
    void anotherHostTakesOverFromOneWhoseConnectionIsClosed() throws Exception {
        Connection first = connect(server.url());
        serve(first);
        serve(connect(server.url()));
        RpcClient client = client(connect(server.url()));

        first.close();

        await().untilAsserted(() -> assertThat(greet(client)).isEqualTo("hello"));
        assertThat(greet(client)).isEqualTo("hello");
    }

    private ServiceHost hostOfStreams() throws Exception {
        return open(ServiceHost.builder(connect(server.url()))
                .beat(RARELY)
                .add(StreamService.of(new OpenStreams.Waiting()))
                .drainTimeout(Duration.ofSeconds(1))
                .start());
    }

    /** What the client's end has to say must have left before. */
    @Test
    void theHostOfStreamsIsToldOfTheirEndThoughTheirConnectionIsClosedBehindTheirClient() throws Exception {
        ServiceHost host = hostOfStreams();
        Connection nats = connect(server.url());
        RpcClient client = open(RpcClient.builder(nats).beat(RARELY).build());
        OpenStreams streams = new OpenStreams(client, host);

        client.close();
        nats.close();

        streams.theHostIsTold();
        streams.allCallersAreTold("the connection or its client was closed");
    }

    @Test
    void streamsEndAtOnceWithTheirConnection() throws Exception {
        ServiceHost host = hostOfStreams();
        Connection nats = connect(server.url());
        RpcClient client = open(RpcClient.builder(nats).beat(RARELY).build());
        OpenStreams streams = new OpenStreams(client, host);

        nats.close();

        streams.allCallersAreTold("connection");
        StreamHarness.awaitNothingLeft(client);
    }
}
