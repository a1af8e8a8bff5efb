package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.test.HelloReply;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Header blocks as no client library would write them, straight from a socket. */
@Timeout(120)
class RawFuzzTest {
    private final long seed = Fuzz.newSeed();
    private final Fuzz fuzz = new Fuzz(seed);

    private static boolean answers(RpcClient client) {
        try {
            CallOptions quick =
                    CallOptions.DEFAULT.withTimeout(Duration.ofMillis(500)).withoutRetries();
            return client.unary(GREET, hello("x"), quick).getText().equals("x");
        } catch (RpcException e) {
            return false;
        }
    }

    private void assertAnswersAgain(RpcClient client) {
        await("seed " + seed).atMost(Duration.ofSeconds(20)).until(() -> answers(client));
    }

    @Test
    void aHostComesBackWhateverHeaderBlocksItGets() throws Exception {
        try (LogCapture log = new LogCapture();
                NatsServer server = NatsServer.start();
                Connection service = Nats.connect(server.url());
                Connection caller = Nats.connect(server.url());
                ServiceHost host = ServiceHost.builder(service)
                        .drainTimeout(Duration.ofSeconds(2))
                        .add(TestService.of(greeting(name -> name)))
                        .start();
                RpcClient client = RpcClient.builder(caller).build();
                RawNats raw = new RawNats(server)) {
            for (int round = 0; round < 4; round++) {
                for (int i = 0; i < 500; i++) {
                    raw.publish(
                            fuzz.any(List.of("greeter.greet", "greeter.greet._s._all.cancel")),
                            fuzz.any(List.of("some.where", "$JS.API.X", "greeter.greet")),
                            fuzz.headerBlock(),
                            fuzz.data());
                }
                raw.flush();
                assertAnswersAgain(client);
            }
            assertThat(host.instance()).isNotEmpty();
            assertThat(log.records()).as("seed " + seed).noneMatch(text -> text.contains("\n" + Fuzz.MARK));
        }
    }

    @Test
    void aClientComesBackWhateverHeaderBlocksItGets() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection service = Nats.connect(server.url());
                Connection caller = Nats.connect(server.url());
                ServiceHost host = ServiceHost.builder(service)
                        .add(TestService.of(greeting(name -> name)))
                        .prefix("good")
                        .start();
                RpcClient client = RpcClient.builder(caller).prefix("bad").build();
                RpcClient good = RpcClient.builder(caller).prefix("good").build();
                RawNats raw = new RawNats(server)) {
            raw.subscribe("bad.greeter.greet");
            for (int i = 0; i < 30; i++) {
                CallOptions quick =
                        CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(1)).withoutRetries();
                CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), quick);
                raw.publish(raw.nextReplyTo(), "some.where", fuzz.headerBlock(), fuzz.data());
                raw.flush();
                try {
                    assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
                } catch (ExecutionException e) {
                    assertThat(e).as("seed " + seed).hasCauseInstanceOf(RpcException.class);
                }
                if (i % 10 == 9) {
                    assertAnswersAgain(good);
                }
            }
            assertThat(host.instance()).isNotEmpty();
        }
    }

    @Test
    void aStatusLineOfAPeerIsAnErrorAndNoAnswer() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection caller = Nats.connect(server.url());
                RpcClient client = RpcClient.builder(caller).build();
                RawNats raw = new RawNats(server)) {
            raw.subscribe("greeter.greet");
            CompletableFuture<HelloReply> call = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
            raw.publish(raw.nextReplyTo(), "some.where", "NATS/1.0 404 Not Found\r\n\r\n", new byte[0]);

            assertThat(call)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(RpcException.class, e -> {
                        assertThat(e.code()).isEqualTo(Code.NOT_FOUND);
                        assertThat(e.delivery()).isEqualTo(Delivery.RAN);
                    });
        }
    }
}
