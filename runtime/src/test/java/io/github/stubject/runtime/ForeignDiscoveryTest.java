package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.discovery.ServiceInfo;
import io.github.stubject.runtime.discovery.ServiceStats;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.service.Discovery;
import io.nats.service.InfoResponse;
import io.nats.service.PingResponse;
import io.nats.service.Service;
import io.nats.service.ServiceBuilder;
import io.nats.service.ServiceEndpoint;
import io.nats.service.StatsResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our discovery and jnats's own understand each other. */
@Timeout(60)
class ForeignDiscoveryTest {
    @Test
    void jnatsReadsOurs() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection service = Nats.connect(server.url());
                Connection caller = Nats.connect(server.url());
                ServiceHost host = ServiceHost.builder(service)
                        .add(TestService.of(greeting(name -> {
                            throw new RpcException(Code.NOT_FOUND, "no such order");
                        })))
                        .start();
                RpcClient client = RpcClient.builder(caller).build()) {
            RpcException unused = catchThrowableOfType(
                    RpcException.class, () -> client.unary(GREET, hello("x"), CallOptions.DEFAULT));
            Discovery theirs = new Discovery(caller, 500, 10);

            List<PingResponse> pings = theirs.ping("acme-Greeter");
            InfoResponse info = theirs.info("acme-Greeter", host.instance());
            StatsResponse stats = theirs.stats("acme-Greeter", host.instance());

            assertThat(pings).singleElement().satisfies(ping -> {
                assertThat(ping.getId()).isEqualTo(host.instance());
                assertThat(ping.getVersion()).isEqualTo("0.0.0");
                assertThat(ping.getMetadata()).isNullOrEmpty();
            });
            assertThat(info.getEndpoints()).singleElement().satisfies(endpoint -> {
                assertThat(endpoint.getName()).isEqualTo("Greet");
                assertThat(endpoint.getSubject()).isEqualTo("greeter.greet");
                assertThat(endpoint.getQueueGroup()).isEqualTo("q");
                assertThat(endpoint.getMetadata()).containsEntry("request_type", "stubject.test.HelloRequest");
            });
            assertThat(stats.getStarted().toInstant()).isBetween(Instant.now().minusSeconds(60), Instant.now());
            assertThat(stats.getEndpointStatsList()).singleElement().satisfies(endpoint -> {
                assertThat(endpoint.getNumRequests()).isEqualTo(1);
                assertThat(endpoint.getNumErrors()).isEqualTo(1);
                assertThat(endpoint.getLastError()).isEqualTo("404:no such order");
                assertThat(endpoint.getProcessingTime()).isPositive();
                assertThat(endpoint.getAverageProcessingTime()).isEqualTo(endpoint.getProcessingTime());
                assertThat(endpoint.getDataAsJson()).contains("\"serving\":true");
            });
        }
    }

    @Test
    void weReadJnatss() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection service = Nats.connect(server.url());
                Connection caller = Nats.connect(server.url());
                RpcClient client = RpcClient.builder(caller).build()) {
            Service theirs = new ServiceBuilder()
                    .connection(service)
                    .name("echo")
                    .version("2.0.1")
                    .description("Echoes.")
                    .metadata(Map.of("team", "red"))
                    .addServiceEndpoint(ServiceEndpoint.builder()
                            .endpointName("say")
                            .endpointSubject("echo.say")
                            .endpointMetadata(Map.of("loud", "no"))
                            .handler(message -> {
                                if (message.getData().length == 0) {
                                    throw new IllegalStateException("nothing to say");
                                }
                                message.respond(service, message.getData());
                            })
                            .build())
                    .build();
            CompletableFuture<Boolean> running = theirs.startService();
            try {
                service.flush(java.time.Duration.ofSeconds(5));
                caller.request("echo.say", "hi".getBytes(StandardCharsets.UTF_8))
                        .get(5, TimeUnit.SECONDS);
                caller.request("echo.say", new byte[0]).get(5, TimeUnit.SECONDS);

                assertThat(client.discovery().ping("echo", theirs.getId())).hasSize(1);
                ServiceInfo info = client.discovery().info("echo").get(0);
                ServiceStats stats = client.discovery().stats("echo").get(0);

                assertThat(info.instance().version()).isEqualTo("2.0.1");
                assertThat(info.instance().metadata()).containsExactlyEntriesOf(Map.of("team", "red"));
                assertThat(info.description()).isEqualTo("Echoes.");
                assertThat(info.endpoints())
                        .containsExactly(new ServiceInfo.Endpoint("say", "echo.say", "q", Map.of("loud", "no")));
                assertThat(stats.started()).isBetween(Instant.now().minusSeconds(60), Instant.now());
                assertThat(stats.endpoints()).singleElement().satisfies(endpoint -> {
                    assertThat(endpoint.requests()).isEqualTo(2);
                    assertThat(endpoint.errors()).isEqualTo(1);
                    assertThat(endpoint.lastError()).contains("nothing to say");
                    assertThat(endpoint.processingTime()).isPositive();
                });
            } finally {
                theirs.stop();
                running.get(10, TimeUnit.SECONDS);
            }
        }
    }
}
