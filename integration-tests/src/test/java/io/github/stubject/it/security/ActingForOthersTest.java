package io.github.stubject.it.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.github.stubject.it.shop.Done;
import io.github.stubject.it.shop.LedgerBinding;
import io.github.stubject.it.shop.LedgerClient;
import io.github.stubject.it.shop.Plain;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alice, who may publish {@code orders.alice.>} and nothing else, tries everything to act as Bob. */
@Timeout(60)
class ActingForOthersTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final GuideServer server = GuideServer.start("orders.conf");
    private final RecordingLedger ledger = new RecordingLedger();
    private final ServiceHost host = ServiceHost.builder(server.connectAs("service"))
            .add(LedgerBinding.of(ledger))
            .start();
    private final Connection alice = server.connectWithOwnInbox("alice");
    private final String inbox = alice.createInbox();
    private Subscription replies;
    private int sent;

    @BeforeEach
    void subscribe() {
        replies = alice.subscribe(inbox + ".*");
    }

    @AfterEach
    void stop() {
        host.close();
        server.close();
    }

    private static byte[] text(int field, String... values) {
        UnknownFieldSet.Field.Builder all = UnknownFieldSet.Field.newBuilder();
        for (String value : values) {
            all.addLengthDelimited(ByteString.copyFromUtf8(value));
        }
        return fields(field, all);
    }

    private static byte[] message(int field, byte[]... values) {
        UnknownFieldSet.Field.Builder all = UnknownFieldSet.Field.newBuilder();
        for (byte[] value : values) {
            all.addLengthDelimited(ByteString.copyFrom(value));
        }
        return fields(field, all);
    }

    private static byte[] fields(int field, UnknownFieldSet.Field.Builder values) {
        return UnknownFieldSet.newBuilder()
                .addField(field, values.build())
                .build()
                .toByteArray();
    }

    private static byte[] both(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    /** Bob's, in every shape that a request of any of the methods can have, and in some that none can have. */
    private static Stream<byte[]> payloads() {
        byte[] bob = text(1, "bob");
        byte[] alice = text(1, "alice");
        return Stream.of(
                new byte[0],
                bob,
                alice,
                text(1, "alice", "bob"),
                text(1, "bob", "alice"),
                text(1, "bob", ""),
                text(1, ""),
                text(1, "alice.bob"),
                text(1, "*"),
                text(1, "alice\0bob"),
                text(1, "ALICE"),
                text(1, "\u0430lice"),
                both(alice, text(2, "bob")),
                both(text(2, "bob"), alice),
                text(2, "bob"),
                text(15, "bob"),
                both(bob, text(15, "x")),
                message(1, bob),
                message(1, alice),
                message(1, alice, bob),
                message(1, bob, alice),
                message(1, new byte[0]),
                message(1, bob, new byte[0]),
                message(1, text(2, "bob")),
                message(1, text(2, "a note"), bob),
                fields(1, UnknownFieldSet.Field.newBuilder().addVarint(1)),
                both(bob, fields(1, UnknownFieldSet.Field.newBuilder().addVarint(1))),
                fields(
                        1,
                        UnknownFieldSet.Field.newBuilder()
                                .addGroup(UnknownFieldSet.newBuilder()
                                        .addField(
                                                1,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addLengthDelimited(ByteString.copyFromUtf8("bob"))
                                                        .build())
                                        .build())));
    }

    private static Stream<byte[]> jsons() {
        return Stream.of(
                        "{}",
                        "{\"customer\":\"bob\"}",
                        "{\"customer\":\"alice\"}",
                        "{\"customer\":\"alice\",\"customer\":\"bob\"}",
                        "{\"customer\":\"bob\",\"customer\":\"alice\"}",
                        "{\"customer\":\"\"}",
                        "{\"customer\":null}",
                        "{\"customer\":null,\"customer\":\"bob\"}",
                        "{\"Customer\":\"bob\"}",
                        "{\"customer\":[\"bob\"]}",
                        "{\"c\\u0075stomer\":\"b\\u006fb\"}",
                        "{\"guest\":\"bob\"}",
                        "{\"guest\":\"bob\",\"customer\":\"alice\"}",
                        "{\"payer\":{\"id\":\"bob\"}}",
                        "{\"payer\":{\"id\":\"alice\"}}",
                        "{\"payer\":{\"id\":\"alice\"},\"payer\":{\"id\":\"bob\"}}",
                        "{\"payer\":{\"id\":\"bob\"},\"payer\":{}}",
                        "{\"payer\":{}}",
                        "{\"payer\":null}",
                        "{\"payer\":{\"note\":\"bob\"}}",
                        "{\"[shop.customer]\":\"bob\"}",
                        "{\"1\":\"bob\"}")
                .map(json -> json.getBytes(UTF_8));
    }

    private static List<Headers> contentTypes() {
        return Stream.of("application/json", "application/protobuf", "text/plain")
                .map(type -> new Headers().put("Content-Type", type))
                .toList();
    }

    private void send(String subject, Headers headers, byte[] payload) {
        alice.publish(NatsMessage.builder()
                .subject(subject)
                .replyTo(inbox + "." + sent++)
                .headers(headers)
                .data(payload)
                .build());
    }

    private void sendAll(String subject) {
        for (byte[] payload : Stream.concat(payloads(), jsons()).toList()) {
            send(subject, null, payload);
            contentTypes().forEach(type -> send(subject, type, payload));
        }
    }

    /** Whatever it is: done for Alice, or refused. */
    private void assertForAlice(Message reply) throws IOException {
        assertThat(reply).isNotNull();
        Headers headers = reply.getHeaders();
        String code = headers == null ? null : headers.getFirst("Stubject-Code");
        if (code != null) {
            assertThat(code).isEqualTo("INVALID_ARGUMENT");
            assertThat(headers.getFirst("Stubject-Not-Run")).isEqualTo("1");
        } else if (headers == null) {
            assertThat(Done.parseFrom(reply.getData()).getForCustomer()).isEqualTo("alice");
        } else {
            assertThat(new String(reply.getData(), UTF_8)).isEqualTo("{\"forCustomer\":\"alice\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"place", "change", "pay", "rate", "import"})
    void noPayloadMakesHerBob(String method) throws Exception {
        List<String> subjects =
                List.of("orders.alice." + method, "orders.alice." + method + "._s." + host.instance() + ".call");
        for (String subject : subjects) {
            sendAll(subject);
        }
        for (int i = 0; i < sent; i++) {
            assertForAlice(replies.nextMessage(LONG));
        }

        assertThat(ledger.customers).containsOnly("alice").hasSizeGreaterThan(20);
        assertThat(server.errors()).isEmpty();
    }

    @Test
    void noSubjectThatSheMayUseMakesHerBob() throws Exception {
        String me = host.instance();
        List<String> subjects = Stream.of("orders.bob.place", "bob.place", "bob", "place", "_s", "_s._s", "call")
                .flatMap(other -> Stream.of(
                        "orders.alice." + other,
                        "orders.alice.place." + other,
                        "orders.alice.place._s." + other,
                        "orders.alice.place._s." + me + "." + other,
                        "orders.alice.place._s." + me + "." + other + ".call",
                        "orders.alice.place._s." + me + "." + other + "._s." + me + ".call",
                        "orders.alice.place._s." + me + "." + other + "._s.other.call",
                        "orders.alice.place._s._all." + other,
                        "orders.alice.place._s._all." + other + "._s." + me + ".call"))
                .toList();
        for (String subject : subjects) {
            send(subject, null, text(1, "bob"));
            send(subject, null, new byte[0]);
        }
        assertThat(askAsAlice()).isEqualTo("alice");

        assertThat(ledger.customers).containsOnly("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders.bob.place",
                "orders.*.place",
                "orders.>",
                "orders.bob.place._s.INSTANCE.call",
                "orders.bob.place._s._all.cancel",
                "orders._s.place",
            })
    void theServerKeepsHerFromOtherSubjects(String subject) throws Exception {
        String concrete = subject.replace("INSTANCE", host.instance());
        send(concrete, null, text(1, "bob"));
        send(concrete, null, new byte[0]);
        assertThat(askAsAlice()).isEqualTo("alice");

        assertThat(ledger.customers).containsExactly("alice", "alice");
        await().untilAsserted(() -> assertThat(server.errors())
                .anySatisfy(error -> assertThat(error)
                        .containsIgnoringCase("permissions violation for publish")
                        .containsIgnoringCase(concrete)));
    }

    @Test
    void sheCannotReadBobsAnswers() throws Exception {
        alice.subscribe("_INBOX_bob.>");
        alice.subscribe("_INBOX.>");

        await().untilAsserted(() -> assertThat(server.errors())
                .containsExactlyInAnyOrder(
                        "Permissions Violation for Subscription to \"_INBOX_bob.>\"",
                        "Permissions Violation for Subscription to \"_INBOX.>\""));
    }

    @Test
    void herOwnClientCannotEither() {
        LedgerClient ledgers = LedgerClient.create(alice);

        assertThat(ledgers.place(Plain.newBuilder().setCustomer("alice").build())
                        .getForCustomer())
                .isEqualTo("alice");
        assertThatThrownBy(() -> ledgers.with(CallOptions.DEFAULT.withTimeout(Duration.ofMillis(300)))
                        .place(Plain.newBuilder().setCustomer("bob").build()))
                .isInstanceOf(RpcException.class);
        assertThat(ledger.customers).containsExactly("alice");
    }

    /** Returns when all that was published before has been read on both ways to the host. */
    private String askAsAlice() throws Exception {
        String last = "";
        for (String subject : List.of("orders.alice.place._s." + host.instance() + ".call", "orders.alice.place")) {
            Message reply = alice.request(subject, null, LONG);
            assertThat(reply).as(subject).isNotNull();
            last = Done.parseFrom(reply.getData()).getForCustomer();
        }
        return last;
    }
}
