package io.github.stubject.runtime;

import static io.github.stubject.runtime.OrderEvents.PLACED;
import static io.github.stubject.runtime.TestService.hello;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.JnatsTransport;
import io.github.stubject.runtime.test.OrderRequest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A stream ORDERS and one for dead letters, new for each test; hosts are closed behind it. */
@Timeout(90)
abstract class DurableHarness extends JetStreamHarness {
    static final String BILLING = "billing_Orders_Created";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void createStreams() throws Exception {
        createStream("ORDERS", "orders.>");
        createStream("DEAD", "dead.>");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    void createStream(String name, String... subjects) throws Exception {
        management.addStream(StreamConfiguration.builder()
                .name(name)
                .subjects(subjects)
                .storageType(StorageType.File)
                .build());
    }

    @Override
    Connection newNats() throws Exception {
        return connect();
    }

    static Connection connect() throws Exception {
        return Nats.connect(new Options.Builder()
                .server(server.url())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(50))
                .build());
    }

    /** A connection that is closed after the test. */
    Connection newConnection() throws Exception {
        Connection connection = connect();
        opened.add(connection);
        return connection;
    }

    ServiceHost start(EventBinding... listeners) throws Exception {
        return start(newConnection(), listeners);
    }

    ServiceHost start(Connection connection, EventBinding... listeners) {
        ServiceHost.Builder builder =
                ServiceHost.builder(new JnatsTransport(connection)).drainTimeout(Duration.ofSeconds(10));
        for (EventBinding listener : listeners) {
            builder.add(listener);
        }
        return start(builder);
    }

    ServiceHost start(ServiceHost.Builder builder) {
        ServiceHost host = builder.start();
        opened.add(host);
        return host;
    }

    /** A consumer of ours that is patient with nobody. */
    static DurableOptions billing() {
        return DurableOptions.named("billing")
                .startFrom(StartFrom.allEvents())
                .ackWait(Duration.ofSeconds(1))
                .backoff(Duration.ofMillis(50));
    }

    void publish(String... names) throws Exception {
        for (String name : names) {
            publish("orders.created", hello(name));
        }
    }

    void publish(String subject, Message event) throws Exception {
        nats.jetStream().publish(subject, event.toByteArray());
    }

    void publishPlaced(OrderRequest order) throws Exception {
        publish(PLACED.subjectFor(order), order);
    }

    void publish(String subject, Headers headers, byte[] data) throws Exception {
        nats.jetStream().publish(subject, headers, data);
    }

    ConsumerInfo consumer(String name) throws Exception {
        return management.getConsumerInfo("ORDERS", name);
    }

    long stored(String stream) throws Exception {
        return management.getStreamInfo(stream).getStreamState().getMsgCount();
    }

    /** Waits until the consumer has nothing to deliver, and nothing to wait for. */
    void awaitAllAcked(String consumer) {
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            ConsumerInfo info = consumer(consumer);
            return info.getNumAckPending() == 0 && info.getNumPending() == 0;
        });
    }

    static SubscriptionStats stats(ServiceHost host) {
        return host.subscriptions().get(0);
    }
}
