package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.test.HelloReply;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of hosts and clients when their connection does. */
@Timeout(60)
class ConnectionTest {
    private static Connection connect(NatsServer server) throws Exception {
        return Nats.connect(new Options.Builder()
                .server(server.url())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(20))
                .build());
    }

    private static String greet(Connection nats) {
        return RpcClient.shared(nats)
                .unary(GREET, hello("x"), CallOptions.DEFAULT)
                .getText();
    }

    @Test
    void callsFailAtOnceWhileTheServerIsAwayAndWorkAgainAfterReconnect() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection service = connect(server);
                Connection caller = connect(server);
                ServiceHost host = ServiceHost.builder(service)
                        .add(TestService.of(greeting(name -> "hello")))
                        .start()) {
            assertThat(greet(caller)).isEqualTo("hello");

            server.stop();
            await().until(() -> caller.getStatus() != Connection.Status.CONNECTED);
            RpcException away = catchThrowableOfType(RpcException.class, () -> greet(caller));

            assertThat(away.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(away.delivery()).isEqualTo(Delivery.NOT_RUN);
            assertThat(away.text()).contains("not connected");

            server.startAgain();
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> greet(caller).equals("hello"));
            assertThat(host.stats().get(GREET))
                    .extracting(MethodStats::requests)
                    .isEqualTo(2L);
        }
    }

    @Test
    void aClientIsSharedByAllOfItsConnectionAndEndsWithIt() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            Connection nats = connect(server);
            RpcClient client = RpcClient.shared(nats);
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch running = new CountDownLatch(1);
            try (Connection service = connect(server);
                    ServiceHost host = ServiceHost.builder(service)
                            .add(TestService.of(greeting(name -> {
                                running.countDown();
                                try {
                                    release.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                return name;
                            })))
                            .start()) {
                CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
                running.await();

                assertThat(RpcClient.shared(nats)).isSameAs(client);
                nats.close();

                assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(
                                RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
                assertThatThrownBy(() -> client.unary(GREET, hello("x"), CallOptions.DEFAULT))
                        .isInstanceOfSatisfying(
                                RpcException.class,
                                e -> assertThat(e.delivery()).isEqualTo(Delivery.NOT_RUN));
                release.countDown();
                assertThat(host.instance()).isNotEmpty();
            }
        }
    }

    @Test
    void aHostEndsWithItsConnection() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            Connection nats = connect(server);
            ServiceHost host = ServiceHost.builder(nats)
                    .add(TestService.of(greeting(name -> name)))
                    .start();

            nats.close();

            host.awaitShutdown();
            host.close();
        }
    }

    @Test
    void aHostWhoseServerIsAwayClosesWithoutWaitingForIt() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection nats = connect(server)) {
            ServiceHost away = ServiceHost.builder(nats)
                    .add(TestService.of(greeting(name -> name)))
                    .drainTimeout(Duration.ofDays(1))
                    .start();
            ServiceHost frozen = ServiceHost.builder(nats)
                    .add(TestService.of(greeting(name -> name)))
                    .drainTimeout(Duration.ofDays(1))
                    .start();

            server.pause();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(frozen::close);
            server.kill();

            closing.get(20, TimeUnit.SECONDS);
            away.close();
        }
    }

    @Test
    void aServerThatAnswersLateIsWaitedForWithoutLosingTheConnection() throws Exception {
        AtomicBoolean lost = new AtomicBoolean();
        try (NatsServer server = NatsServer.start();
                Connection nats = connect(server)) {
            nats.addConnectionListener(new ConnectionListener() {
                @Override
                @SuppressWarnings("deprecation") // it is the one abstract method
                public void connectionEvent(Connection connection, Events event) {
                    if (event == Events.DISCONNECTED) {
                        lost.set(true);
                    }
                }
            });
            server.pause();
            CompletableFuture.delayedExecutor(1200, TimeUnit.MILLISECONDS).execute(server::resume);

            try (ServiceHost host = ServiceHost.builder(nats)
                    .add(TestService.of(greeting(name -> "hello")))
                    .start()) {
                assertThat(greet(nats)).isEqualTo("hello");
                assertThat(host.instance()).isNotEmpty();
            }
            assertThat(lost).isFalse();
        }
    }

    @Test
    void aHostOnAClosedConnectionDoesNotStart() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            Connection nats = connect(server);
            nats.close();
            ServiceHost.Builder builder = ServiceHost.builder(nats).add(TestService.of(greeting(name -> name)));

            assertThatThrownBy(builder::start).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> RpcClient.shared(nats)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void withNoEchoAConnectionCannotCallItselfAndIsToldSo() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection nats = Nats.connect(
                        Options.builder().server(server.url()).noEcho().build());
                ServiceHost host = ServiceHost.builder(nats)
                        .add(TestService.of(greeting(name -> name)))
                        .start()) {
            RpcException failure = catchThrowableOfType(RpcException.class, () -> greet(nats));

            assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
            assertThat(failure.text()).contains("noEcho");
            assertThat(host.instance()).isNotEmpty();
        }
    }
}
