package io.github.stubject.it.security;

import static io.github.stubject.it.security.GreeterProbe.ANSWERED;
import static io.github.stubject.it.security.GreeterProbe.LONG;
import static io.github.stubject.it.security.GreeterProbe.SHORT;
import static io.github.stubject.it.security.SlowGreeter.SLOW;
import static io.github.stubject.it.security.SlowGreeter.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.acme.hello.GreeterBinding;
import com.acme.hello.HelloReply;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a service may publish its answers, and what callers make of that. */
@Timeout(60)
class ResponsesTest {
    private static final String GUIDES = "allow_responses: { max: 2, expires: \"1m\" }";
    private static final String DELETE = "$JS.API.STREAM.DELETE.ORDERS";
    private static final Duration MOMENT = Duration.ofMillis(10);

    private final SlowGreeter greeter = new SlowGreeter();
    private GuideServer server;
    private Connection service;
    private Connection client;

    /** May do everything. */
    private Connection bob;

    private void start(String responses) {
        server = GuideServer.start("permissions.conf", text -> {
            assertThat(text).contains(GUIDES);
            return "jetstream: enabled\n"
                    + text.replace(GUIDES, responses)
                            .replace("users: [", "users: [\n { user: bob, password: $BOB_PASSWORD }");
        });
        service = server.connectAs("service");
        client = server.connectAs("client");
        bob = server.connectAs("bob");
    }

    private ServiceHost serve() {
        return ServiceHost.builder(service)
                .add(GreeterBinding.of(greeter))
                .drainTimeout(Duration.ofSeconds(2))
                .start();
    }

    /** But for what a host would like to know of JetStream. */
    private List<String> errors() {
        return server.errors().stream()
                .filter(error ->
                        !error.contains("$JS.API.STREAM.NAMES") && !error.contains("Subscription to \"_INBOX."))
                .toList();
    }

    @AfterEach
    void stop() {
        greeter.release.countDown();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GUIDES,
                "publish: { deny: \"secret.>\" }, " + GUIDES,
                "publish: { allow: \"_INBOX.>\", deny: \"secret.>\" }, " + GUIDES,
            })
    void withAllowResponsesACallerHasAnswersPublishedWhereItMayNotItselfAndNoDenialHelps(String responses)
            throws Exception {
        start(responses);
        Subscription secret = bob.subscribe("secret.>");
        bob.flush(LONG);
        try (ServiceHost host = serve()) {
            client.publish("secret.x", new byte[0]);
            client.publish("greeter.greet", "secret.x", hello("World").toByteArray());

            Message first = secret.nextMessage(LONG);
            assertThat(HelloReply.parseFrom(first.getData()).getMessage()).isEqualTo("Hello, World");
            await().untilAsserted(() ->
                    assertThat(errors()).containsExactly("Permissions Violation for Publish to \"secret.x\""));
            assertThat(host.instance()).isNotEmpty();
        }
    }

    @Test
    void withAListOfInboxesAnswersGoThereAndNowhereElse() throws Exception {
        start("publish: \"_INBOX.>\"");
        Subscription secret = bob.subscribe("secret.>");
        bob.flush(LONG);
        try (ServiceHost host = serve()) {
            GreeterProbe probe = new GreeterProbe(RpcClient.shared(client), greeter, host);
            assertThat(probe.call(LONG)).isEqualTo(ANSWERED);
            assertThat(probe.callChosen(LONG)).isEqualTo(ANSWERED);
            assertThat(probe.cancelArrives(LONG)).isTrue();
            assertThat(errors()).isEmpty();

            client.publish("greeter.greet", "secret.x", hello("World").toByteArray());

            await().until(() -> errors().contains("Permissions Violation for Publish to \"secret.x\""));
            assertThat(secret.nextMessage(MOMENT)).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"'{ max: 1, expires: \"1m\" }', true", "'{ max: 1, expires: \"50ms\" }', false"})
    void anAnswerLaterThanAllowResponsesExpireIsNotPublished(String responses, boolean answered) throws Exception {
        start("allow_responses: " + responses);
        try (ServiceHost host = serve()) {
            GreeterProbe probe = new GreeterProbe(RpcClient.shared(client), greeter, host);
            CompletableFuture<HelloReply> call = RpcClient.shared(client)
                    .unaryAsync(
                            GreeterBinding.GREET,
                            hello(SLOW),
                            CallOptions.DEFAULT.withTimeout(answered ? LONG : SHORT.multipliedBy(2)));
            probe.awaitAsked(SLOW);
            CompletableFuture.delayedExecutor(SHORT.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(greeter.release::countDown);

            assertThat(call.handle((reply, failure) -> failure == null).get(30, TimeUnit.SECONDS))
                    .isEqualTo(answered);
            await().until(() -> errors().isEmpty() == answered);
        }
    }

    private void makeStream() throws Exception {
        JetStreamManagement streams = bob.jetStreamManagement();
        streams.addStream(StreamConfiguration.builder()
                .name("ORDERS")
                .subjects("placed.orders")
                .storageType(StorageType.Memory)
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "allow_responses: true, false",
        "'publish: { deny: \"$JS.API.>\" }, allow_responses: true', false",
        "publish: { deny: \"$JS.API.>\" }, true",
        "publish: \"_INBOX.>\", true",
    })
    void aServiceOfOthersDeletesAStreamForACallerUnlessItMayNotItself(String responses, boolean survives)
            throws Exception {
        start(responses);
        makeStream();
        Dispatcher dispatcher =
                service.createDispatcher(message -> service.publish(message.getReplyTo(), message.getData()));
        dispatcher.subscribe("greeter.greet", "q");
        service.flush(LONG);

        client.publish("greeter.greet", DELETE, new byte[0]);

        if (survives) {
            await().until(() -> errors().contains("Permissions Violation for Publish to \"" + DELETE + "\""));
            assertThat(bob.jetStreamManagement().getStreamNames()).containsExactly("ORDERS");
        } else {
            await().untilAsserted(() ->
                    assertThat(bob.jetStreamManagement().getStreamNames()).isEmpty());
        }
    }

    @Test
    void aHostDoesNotPublishThereWhateverItsPermissions() throws Exception {
        start("publish: \">\"");
        makeStream();
        try (ServiceHost host = serve()) {
            client.publish("greeter.greet", DELETE, new byte[0]);

            await().until(() -> Objects.requireNonNull(host.stats().get(GreeterBinding.GREET))
                            .unsafeReplies()
                    == 1);
            service.flush(LONG);
            assertThat(bob.jetStreamManagement().getStreamNames()).containsExactly("ORDERS");
            assertThat(greeter.asked).isEmpty();
        }
    }
}
