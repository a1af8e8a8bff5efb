package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.internal.stream.Frame;
import io.github.stubject.runtime.internal.stream.FrameType;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.OrderRequest;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams whose subject has a parameter, on the wire: everything that concerns one goes behind the subject that was called. */
class StreamSubjectsTest extends StreamHarness {
    private static final RpcService SERVICE = RpcService.of("acme.Orders");

    private static final RpcMethod<OrderRequest, HelloReply> FOLLOW = RpcMethod.serverStreaming(
            SERVICE,
            "Follow",
            "orders.{id}.follow",
            OrderRequest.getDefaultInstance(),
            HelloReply.getDefaultInstance());

    /** More than a client lets be sent at first, so that it has to say something. */
    private static final int MANY = 10_000;

    private static final byte[] CANCEL = {0x14, 0x00, 0x01};

    /** Whose orders were followed, by what the implementations were given. */
    private final BlockingQueue<OrderRequest> followed = new LinkedBlockingQueue<>();

    /** What the generator would make of it. */
    interface Orders {
        Stream<HelloReply> follow(OrderRequest request);
    }

    private ServiceHost.Builder orders() {
        Orders implementation = request -> {
            followed.add(request);
            return Stream.iterate(0, i -> i + 1).map(i -> reply(request.getId() + " " + i));
        };
        return host().beat(BEAT)
                .add(ServiceBinding.builder(SERVICE, Orders.class, implementation)
                        .serverStreaming(FOLLOW, "follow", implementation::follow)
                        .build());
    }

    private RpcClient.Builder caller() {
        return RpcClient.builder(connect()).beat(BEAT);
    }

    private static OrderRequest of(String id) {
        return OrderRequest.newBuilder().setId(id).build();
    }

    private static RpcStream<HelloReply> follow(RpcClient client, String id) {
        return client.serverStreaming(FOLLOW, of(id), CallOptions.DEFAULT.withoutRetries());
    }

    private static List<String> subjects(BlockingQueue<InboundMessage> messages) {
        return messages.stream().map(InboundMessage::subject).distinct().toList();
    }

    /** A stream of somebody who is not our client. */
    private final class Foreign {
        private final Transport transport = connect();
        private final String inbox = transport.newInbox();
        private final BlockingQueue<InboundMessage> frames;

        Foreign() throws Exception {
            frames = listen(inbox);
        }

        /** Asks for three messages; the answer. */
        InboundMessage open(String subject, OrderRequest request) throws Exception {
            Headers headers = new Headers()
                    .put("Stubject-Stream", "1")
                    .put("Stubject-Link", "foreign")
                    .put("Stubject-Credit", "3 1000");
            transport.publish(subject, inbox, headers, request.toByteArray());
            return nextWithHeaders();
        }

        /** Some connections hand messages over in no order. */
        private InboundMessage nextWithHeaders() throws Exception {
            InboundMessage message = next(frames);
            while (message.headers() == null) {
                message = next(frames);
            }
            return message;
        }

        void send(String subject, byte[] frame) {
            transport.publish(subject, null, null, frame);
        }

        void cancelLike(String subject) {
            transport.publish(subject + "._s._all.cancel", inbox, null, new byte[0]);
        }
    }

    private static String slot(InboundMessage accept) {
        return Objects.requireNonNull(accept.header("Stubject-Slot"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "staging."})
    void theClientPutsTheParameterIntoTheSubjectAndAllElseBehindThat(String prefix) throws Exception {
        BlockingQueue<InboundMessage> calls = listen(prefix + "orders.*.follow");
        BlockingQueue<InboundMessage> tails = listen(prefix + "orders.*.follow._s.>");
        ServiceHost host = serve(prefix.isEmpty() ? orders() : orders().prefix("staging"));
        RpcClient client = open(prefix.isEmpty() ? caller() : caller().prefix("staging"));

        try (RpcStream<HelloReply> alices = follow(client, "alice")) {
            assertThat(alices.limit(MANY).map(HelloReply::getText)).last().isEqualTo("alice " + (MANY - 1));
        }

        awaitNothingLeft(host, client);
        assertThat(next(followed)).isEqualTo(of("alice"));
        assertThat(subjects(calls)).containsExactly(prefix + "orders.alice.follow");
        String tail = prefix + "orders.alice.follow._s." + host.instance();
        assertThat(subjects(tails)).hasSize(2).allMatch(subject -> subject.startsWith(tail));
        assertThat(frameTypes(tails, tail + ".stream.")).contains(FrameType.CREDIT, FrameType.CANCEL, FrameType.DONE);
        assertThat(subjects(tails)).contains(tail + ".beat");
    }

    private static List<FrameType> frameTypes(BlockingQueue<InboundMessage> tails, String behind) {
        return tails.stream()
                .filter(message -> message.subject().startsWith(behind))
                .map(StreamSubjectsTest::type)
                .collect(Collectors.toList());
    }

    private static FrameType type(InboundMessage message) {
        try {
            return Frame.read(message.data()).type();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aChosenInstanceIsCalledBehindTheSubjectToo() {
        ServiceHost host = serve(orders());
        serve(orders());
        RpcClient client = open(caller());

        for (String id : List.of("alice", "bob")) {
            CallOptions chosen = CallOptions.DEFAULT.withInstance(host.instance());
            assertThat(client.serverStreaming(FOLLOW, of(id), chosen).limit(2).map(HelloReply::getText))
                    .containsExactly(id + " 0", id + " 1");
        }
        awaitNothingLeft(host, client);
        assertThat(host.stats().get(FOLLOW))
                .satisfies(stats ->
                        assertThat(Objects.requireNonNull(stats).requests()).isEqualTo(2));
    }

    @Test
    void theHostFillsAFieldThatIsUnset() throws Exception {
        serve(orders());

        InboundMessage accept = new Foreign().open("orders.alice.follow", OrderRequest.getDefaultInstance());

        assertThat(type(accept)).isEqualTo(FrameType.ACCEPT);
        assertThat(next(followed)).isEqualTo(of("alice"));
    }

    @Test
    void theHostRefusesARequestThatDisagreesWithItsSubject() throws Exception {
        ServiceHost host = serve(orders());

        InboundMessage refusal = new Foreign().open("orders.alice.follow", of("bob"));

        assertThat(refusal.header("Stubject-Code")).isEqualTo("INVALID_ARGUMENT");
        assertThat(refusal.header("Stubject-Not-Run")).isEqualTo("1");
        assertThat(refusal.header("Stubject-Slot")).isNull();
        assertThat(followed).isEmpty();
        awaitNothingLeft(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "*", ">", "_s", "a b"})
    void theClientRefusesWhatIsNoToken(String id) {
        RpcClient client = open(caller());

        RpcException refusal = catchThrowableOfType(RpcException.class, () -> follow(client, id));

        assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusal.delivery()).isEqualTo(Delivery.NOT_RUN);
        awaitNothingLeft(client);
    }

    /** Who may publish behind his own subject must not reach others' streams from there. */
    @Test
    void framesBehindAnotherSubjectDoNotReachTheStream() throws Exception {
        ServiceHost host = serve(orders());
        Foreign bob = new Foreign();
        InboundMessage accept = bob.open("orders.bob.follow", of("bob"));
        await().until(() -> host.inFlight() == 1);
        String tail = "._s." + host.instance() + ".stream." + slot(accept);

        bob.send("orders.alice.follow" + tail, CANCEL);
        bob.send("orders.alice.follow._s.x.orders.bob.follow" + tail, CANCEL);
        bob.cancelLike("orders.alice.follow");
        bob.transport.flush(java.time.Duration.ofSeconds(5));
        // What comes behind them shows that they have been handled, and did nothing.
        try (RpcStream<HelloReply> alices = follow(open(caller()), "alice")) {
            assertThat(alices.limit(2).count()).isEqualTo(2);
        }
        await().until(() -> host.inFlight() == 1);
        bob.send("orders.bob.follow" + tail, CANCEL);

        awaitCancelled(bob);
        await().until(() -> host.inFlight() == 0);
    }

    private static void awaitCancelled(Foreign stream) throws Exception {
        InboundMessage end = stream.nextWithHeaders();
        assertThat(type(end)).isEqualTo(FrameType.END);
        assertThat(end.header("Stubject-Code")).isEqualTo("CANCELLED");
    }

    @Test
    void aStreamCanBeTakenBackBehindItsOwnSubject() throws Exception {
        ServiceHost host = serve(orders());
        Foreign bob = new Foreign();
        InboundMessage unused = bob.open("orders.bob.follow", of("bob"));
        await().until(() -> host.inFlight() == 1);

        bob.cancelLike("orders.bob.follow");

        awaitCancelled(bob);
    }
}
