package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.ORDER;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams whose subjects capture calls. */
class StreamCaptureTest extends JetStreamHarness {

    private static ServiceBinding greeter() {
        return TestService.of(TestService.greeting(name -> "Hello " + name), GREET);
    }

    private void stream(String name, String... subjects) throws Exception {
        management.addStream(StreamConfiguration.builder()
                .name(name)
                .storageType(StorageType.Memory)
                .subjects(subjects)
                .build());
    }

    @Test
    void aHostRefusesToServeWhatAStreamCaptures() throws Exception {
        for (String subject : List.of(
                "greeter.greet",
                "greeter.*",
                "*.greet",
                "greeter.>",
                "*.greet.>",
                "greeter.greet._s.>",
                "greeter.greet._s.*.call")) {
            stream("CAPTURES", "some.of.the.events", subject);
            assertThatThrownBy(() -> ServiceHost.builder(nats).add(greeter()).start())
                    .as(subject)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("stream CAPTURES has the subject " + subject)
                    .hasMessageContaining("acme.Greeter/")
                    .hasMessageContaining("events only");
            management.deleteStream("CAPTURES");
        }
    }

    @Test
    void aHostRefusesToServeWhatAStreamCapturesOfItsParameters() throws Exception {
        ServiceBinding orders = TestService.of(new TestService.Greeter() {}, ORDER);
        stream("CAPTURES", "greeter.42.EU.order");
        assertThatThrownBy(() -> ServiceHost.builder(nats).add(orders).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("greeter.{customer.id}.{region}.order");
    }

    @Test
    void aHostServesBesideStreamsOfEvents() throws Exception {
        stream("EVENTS", "greeter.greeted", "greeter.greet.done", "greeter.*.ordered", "greeting.>");
        try (ServiceHost host = ServiceHost.builder(nats).add(greeter()).start()) {
            assertThat(host.instance()).isNotEmpty();
        }
    }

    @Test
    void aStreamThatOnlyListensIsNoHarm() throws Exception {
        management.addStream(StreamConfiguration.builder()
                .name("RECORD")
                .storageType(StorageType.Memory)
                .subjects("greeter.>")
                .noAck(true)
                .build());
        try (ServiceHost host = ServiceHost.builder(nats).add(greeter()).start();
                RpcClient client = RpcClient.builder(nats).build()) {
            assertThat(client.unary(GREET, hello("you"), CallOptions.DEFAULT).getText())
                    .isEqualTo("Hello you");
            assertThat(host.instance()).isNotEmpty();
        }
        assertThat(management.getStreamInfo("RECORD").getStreamState().getMsgCount())
                .isPositive();
    }

    @Test
    void aPrefixIsPartOfTheSubject() throws Exception {
        stream("OTHER", "greeter.>");
        try (ServiceHost host =
                ServiceHost.builder(nats).prefix("staging").add(greeter()).start()) {
            assertThat(host.instance()).isNotEmpty();
        }
        stream("CAPTURES", "staging.>");
        assertThatThrownBy(() -> ServiceHost.builder(nats)
                        .prefix("staging")
                        .add(greeter())
                        .start())
                .hasMessageContaining("staging.greeter.greet");
    }

    @Test
    void callsAreTakenTogetherByTheirBeginning() {
        assertThat(filters("shop.orders.place", "shop.orders.{id}.cancel", "shop.stock.list"))
                .containsExactly("shop.>");
        assertThat(filters("shop.orders.place", "shop.orders.list", "a.b.c")).containsExactly("a.b.>", "shop.orders.>");
        assertThat(filters("greet", "greet.all")).containsExactly("greet", "greet.>");
    }

    private static Stream<String> filters(String... subjects) {
        return StreamCapture.filters(
                Stream.of(subjects).map(SubjectTemplate::parse).toList())
                .stream();
    }

    @Test
    void manyMethodsAndStreamsTakeLittleTime() throws Exception {
        for (int i = 0; i < 100; i++) {
            stream("EVENTS" + i, "many.event" + i);
        }
        stream("LAST", "many.method150");
        List<RpcMethod<HelloRequest, HelloReply>> methods = IntStream.range(0, 200)
                .mapToObj(i -> RpcMethod.unary(
                        TestService.SERVICE,
                        "Method" + i,
                        "many.method" + i,
                        HelloRequest.getDefaultInstance(),
                        HelloReply.getDefaultInstance()))
                .toList();
        TestService.Greeter implementation = TestService.greeting(name -> name);
        ServiceBinding.Builder many =
                ServiceBinding.builder(TestService.SERVICE, TestService.Greeter.class, implementation);
        methods.forEach(method -> many.unary(method, "greet", implementation::greet));
        ServiceBinding binding = many.build(methods.toArray(RpcMethod<?, ?>[]::new));
        assertThatThrownBy(() -> ServiceHost.builder(nats).add(binding).start()).hasMessageContaining("LAST");
        management.deleteStream("LAST");
        try (ServiceHost host = ServiceHost.builder(nats).add(binding).start()) {
            assertThat(host.stats()).hasSize(200);
        }
    }

    @Test
    void withoutPermissionAHostStartsAllTheSame() throws Exception {
        try (NatsServer guarded = NatsServer.start(
                        "jetstream: enabled",
                        "authorization { users: [ { user: a, password: a, permissions: {"
                                + " publish: \"_INBOX.>\", subscribe: \">\" } } ] }");
                Connection connection = Nats.connect(new Options.Builder()
                        .server(guarded.url())
                        .userInfo("a", "a")
                        .build());
                ServiceHost host =
                        ServiceHost.builder(connection).add(greeter()).start()) {
            assertThat(host.instance()).isNotEmpty();
        }
    }

    @Test
    void anAckInPlaceOfAnAnswerIsNamed() throws Exception {
        stream("CAPTURES", "greeter.>");
        try (RpcClient client = RpcClient.builder(nats).build()) {
            RpcException failure = catchThrowableOfType(
                    RpcException.class, () -> client.unary(GREET, hello("you"), CallOptions.DEFAULT));
            assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
            assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(failure)
                    .hasMessageContaining("acme.Greeter/Greet")
                    .hasMessageContaining("CAPTURES")
                    .hasMessageContaining("number 1")
                    .hasMessageContaining("greeter.greet");
            assertThat(management.getStreamInfo("CAPTURES").getStreamState().getMsgCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void anAckInPlaceOfAStreamsAcceptanceIsNamed() throws Exception {
        stream("CAPTURES", "streams.>");
        try (RpcClient client = RpcClient.builder(nats).build()) {
            RpcException failure = catchThrowableOfType(
                    RpcException.class,
                    () -> client.serverStreaming(StreamService.WATCH, hello("you"), CallOptions.DEFAULT));
            assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
            assertThat(failure).hasMessageContaining("acme.Streams/Watch").hasMessageContaining("CAPTURES");
        }
    }

    @Test
    void anAckAmongGatheredAnswersIsNamed() throws Exception {
        stream("CAPTURES", "greeter.>");
        try (RpcClient client = RpcClient.builder(nats).build()) {
            Gathered<HelloReply> gathered = client.gather(
                    TestService.SURVEY, hello("you"), CallOptions.DEFAULT, GatherOptions.DEFAULT.withCount(1));
            assertThat(gathered.answers()).isEmpty();
            assertThat(gathered.failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.error()).hasMessageContaining("CAPTURES"));
        }
    }

    @Test
    void aRefusalOfAFullStreamInPlaceOfAnAnswerIsNamed() throws Exception {
        management.addStream(StreamConfiguration.builder()
                .name("CAPTURES")
                .storageType(StorageType.Memory)
                .subjects("greeter.>")
                .maximumMessageSize(1)
                .build());
        try (RpcClient client = RpcClient.builder(nats).build()) {
            RpcException failure = catchThrowableOfType(
                    RpcException.class, () -> client.unary(GREET, hello("you"), CallOptions.DEFAULT));
            assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
            assertThat(failure).hasMessageContaining("message size exceeds maximum allowed");
        }
    }
}
