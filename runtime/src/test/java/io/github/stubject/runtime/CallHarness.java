package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts and clients for a test, over everything that calls may travel over; what a test opens is closed behind it. */
@ParameterizedClass
@EnumSource(Over.class)
@Timeout(60)
abstract class CallHarness {
    private static NatsServer server;

    @Parameter
    Over over = Over.MEMORY;

    private Over.@Nullable Network network;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void startServer() {
        server = NatsServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        if (network != null) {
            network.close();
        }
    }

    /** A new connection. */
    final Transport connect() {
        try {
            if (network == null) {
                network = over.open(server);
            }
            return network.connect();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    final ServiceHost serve(ServiceBinding binding) {
        return serve(host().add(binding));
    }

    /** A host to be configured and served. */
    final ServiceHost.Builder host() {
        return ServiceHost.builder(connect()).drainTimeout(Duration.ofSeconds(2));
    }

    final ServiceHost serve(ServiceHost.Builder builder) {
        ServiceHost host = builder.start();
        opened.add(host);
        return host;
    }

    final RpcClient client() {
        return open(RpcClient.builder(connect()));
    }

    final RpcClient open(RpcClient.Builder builder) {
        RpcClient client = builder.build();
        opened.add(client);
        return client;
    }

    final String greet(RpcClient client, String name) {
        return client.unary(GREET, hello(name), CallOptions.DEFAULT).getText();
    }

    final RpcException failure(RpcClient client) {
        return failure(client, CallOptions.DEFAULT);
    }

    final RpcException failure(RpcClient client, CallOptions options) {
        return catchThrowableOfType(RpcException.class, () -> client.unary(GREET, hello("x"), options));
    }

    /** Takes what is published on a subject. */
    final BlockingQueue<InboundMessage> listen(String subject) throws Exception {
        Transport transport = connect();
        SubscriptionGroup group = transport.newSubscriptionGroup();
        opened.add(group::close);
        BlockingQueue<InboundMessage> messages = new ArrayBlockingQueue<>(1000);
        group.subscribe(subject, null, messages::add);
        transport.flush(Duration.ofSeconds(5));
        return messages;
    }

    /** Answers requests as a service without our code would. */
    final void answerWith(String subject, Headers headers, byte[] data) throws Exception {
        Transport transport = connect();
        SubscriptionGroup group = transport.newSubscriptionGroup();
        opened.add(group::close);
        group.subscribe(
                subject,
                null,
                request -> transport.publish(Objects.requireNonNull(request.replyTo()), null, headers, data));
        transport.flush(Duration.ofSeconds(5));
    }

    /** Sends a request as any NATS client could, and waits for what comes back. */
    final InboundMessage rawRequest(String subject, @Nullable Headers headers, byte[] data) throws Exception {
        Transport transport = connect();
        SubscriptionGroup group = transport.newSubscriptionGroup();
        opened.add(group::close);
        BlockingQueue<InboundMessage> replies = new ArrayBlockingQueue<>(10);
        String inbox = transport.newInbox();
        group.subscribe(inbox, null, replies::add);
        transport.publish(subject, inbox, headers, data);
        return next(replies);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("what comes next").isNotNull();
        return Objects.requireNonNull(next);
    }

    static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
