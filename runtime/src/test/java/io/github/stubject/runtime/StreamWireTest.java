package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.internal.stream.Beat;
import io.github.stubject.runtime.internal.stream.Frame;
import io.github.stubject.runtime.internal.stream.FrameType;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams byte for byte, as docs/wire-protocol.md has them: by a client that is not ours. */
class StreamWireTest extends CallHarness {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
    private static final Path SPECIFICATION = Path.of("..", "docs", "wire-protocol.md");

    private final CountDownLatch release = new CountDownLatch(1);

    /** Some bytes that the specification shows, too. */
    private static byte[] specified(String hex) throws Exception {
        assertThat(Files.readString(SPECIFICATION)).contains("`" + hex + "`");
        return HEX.parseHex(hex);
    }

    private ServiceHost two() {
        return serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                assertThat(request.getName()).isEqualTo("World");
                return Stream.of("a", "b").peek(text -> waitFor(release)).map(TestService::reply);
            }

            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                throw new RpcException(Code.NOT_FOUND, "no");
            }

            @Override
            public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
                return requests.map(request -> reply("re " + request.getName()));
            }
        }));
    }

    /** What a client of the specification does. */
    private final class Foreign {
        private final Transport transport = connect();
        private final String inbox = transport.newInbox();
        private final BlockingQueue<InboundMessage> frames;
        private final Map<Long, InboundMessage> early = new HashMap<>();
        private long sequence;
        private byte[] accepted = {};
        private String tail = "";
        private String slot = "";

        Foreign() throws Exception {
            frames = listen(inbox);
        }

        void open(String subject, String credit, byte[] request) throws Exception {
            Headers headers = new Headers()
                    .put("Stubject-Stream", "1")
                    .put("Stubject-Link", "c1")
                    .put("Stubject-Credit", credit);
            transport.publish(subject, inbox, headers, request);
            InboundMessage accept = inOrder();
            assertThat(accept.header("Stubject-Stream")).isEqualTo("1");
            tail = subject + "._s." + accept.header("Stubject-Instance");
            slot = Objects.requireNonNull(accept.header("Stubject-Slot"));
            accepted = accept.data();
        }

        void send(byte[] frame) {
            transport.publish(tail + ".stream." + slot, null, null, frame);
        }

        /** Some connections hand messages over in no order. */
        InboundMessage inOrder() throws Exception {
            while (!early.containsKey(sequence + 1)) {
                InboundMessage message = next(frames);
                early.put(Frame.read(message.data()).sequence(), message);
            }
            sequence++;
            return Objects.requireNonNull(early.remove(sequence));
        }

        Frame frame() throws Exception {
            return Frame.read(inOrder().data());
        }

        byte[] bytes() throws Exception {
            return inOrder().data();
        }
    }

    @Test
    void aServerStreamFromOpeningToEnd() throws Exception {
        ServiceHost host = two();
        Foreign client = new Foreign();

        client.open("streams.watch", "4096 262144", specified("0A 05 57 6F 72 6C 64"));
        assertThat(client.accepted).isEqualTo(specified("10 00 01 00 01"));
        assertThat(client.bytes()).isEqualTo(specified("12 00 02 00 01"));
        release.countDown();

        // Whether the two come packed is the server's choice.
        byte[] data = client.bytes();
        InboundMessage end;
        if (data[1] == 1) {
            assertThat(data).isEqualTo(specified("11 01 03 03 0A 01 61 03 0A 01 62"));
            end = client.inOrder();
            assertThat(end.data()).isEqualTo(specified("13 00 04 02"));
        } else {
            assertThat(data).isEqualTo(specified("11 00 03 0A 01 61"));
            assertThat(client.bytes()).isEqualTo(HEX.parseHex("11 00 04 0A 01 62"));
            end = client.inOrder();
            assertThat(end.data()).isEqualTo(HEX.parseHex("13 00 05 02"));
        }
        assertThat(end.header("Stubject-Stream")).isEqualTo("1");
        client.send(specified("15 00 01"));
        await().untilAsserted(() -> assertThat(host.inFlight()).isZero());
    }

    @Test
    void anErrorIsInTheLastFrame() throws Exception {
        two();
        Foreign client = new Foreign();

        client.open("streams.record", "1 1", new byte[0]);
        assertThat(client.frame().type()).isEqualTo(FrameType.CREDIT);
        InboundMessage end = client.inOrder();

        assertThat(end.data()).isEqualTo(specified("13 00 03 00 08 05 12 02 6E 6F"));
        assertThat(end.header("Stubject-Code")).isEqualTo("NOT_FOUND");
        assertThat(end.header("Nats-Service-Error-Code")).isEqualTo("404");
    }

    @Test
    void aServerSendsNoMoreThanItsCredit() throws Exception {
        two();
        release.countDown();
        Foreign client = new Foreign();

        client.open("streams.watch", "1 262144", hello("World").toByteArray());
        assertThat(client.frame().type()).isEqualTo(FrameType.CREDIT);
        assertThat(client.bytes()).isEqualTo(specified("11 00 03 0A 01 61"));
        assertThat(client.frames).isEmpty();
        client.send(specified("12 00 01 AC 02 F0 A2 04"));

        assertThat(client.bytes()).isEqualTo(HEX.parseHex("11 00 04 0A 01 62"));
        assertThat(client.frame().type()).isEqualTo(FrameType.END);
    }

    @Test
    void aCancelIsAnsweredByTheEnd() throws Exception {
        two();
        Foreign client = new Foreign();
        client.open("streams.watch", "10 10", hello("World").toByteArray());
        assertThat(client.frame().type()).isEqualTo(FrameType.CREDIT);

        client.send(specified("14 00 01"));

        InboundMessage end = client.inOrder();
        assertThat(Frame.read(end.data()).type()).isEqualTo(FrameType.END);
        assertThat(end.header("Stubject-Code")).isEqualTo("CANCELLED");
    }

    @Test
    void framesOutOfOrderArePutRightAndRepeatedOnesIgnored() throws Exception {
        two();
        Foreign client = new Foreign();
        client.open("streams.chat", "10 100", new byte[0]);
        assertThat(client.frame().type()).isEqualTo(FrameType.CREDIT);

        client.send(HEX.parseHex("11 00 02 0A 01 62")); // "b", the second
        client.send(HEX.parseHex("11 00 02 0A 01 62"));
        client.send(HEX.parseHex("13 00 03 02")); // END of two
        client.send(HEX.parseHex("11 00 01 0A 01 61")); // "a", the first

        StringBuilder data = new StringBuilder();
        Frame frame = client.frame();
        while (frame.type() != FrameType.END) {
            if (frame.type() == FrameType.DATA) {
                data.append(new String(frame.data(), StandardCharsets.ISO_8859_1));
            }
            frame = client.frame();
        }
        assertThat(data.toString()).containsSubsequence("re a", "re b");
    }

    @Test
    void beatsAreAnsweredAndTellHowFarTheStreamIs() throws Exception {
        two();
        Foreign client = new Foreign();
        client.open("streams.watch", "10 10", hello("World").toByteArray());
        assertThat(client.frame().type()).isEqualTo(FrameType.CREDIT);
        String inbox = client.transport.newInbox();
        BlockingQueue<InboundMessage> answers = listen(inbox);

        client.transport.publish(client.tail + ".beat", inbox, null, specified("02 63 31 07"));

        Beat first = Beat.read(next(answers).data());
        assertThat(first.entries()).containsExactly(new Beat.Sent(client.slot, 2));
        Beat seen = new Beat("c1", 7, List.of(new Beat.Seen(client.slot, 2, 10, 10)));
        client.transport.publish(client.tail + ".beat", null, null, seen.write());
        // One may overtake the other where messages are handed to an executor.
        Beat nothingNew = new Beat("c1", first.epoch(), List.of());
        await().untilAsserted(() -> {
            client.transport.publish(client.tail + ".beat", inbox, null, specified("02 63 31 07"));
            assertThat(Beat.read(next(answers).data())).isEqualTo(nothingNew);
        });
    }

    @Test
    void theEntriesOfBeatsAreAsSpecified() throws Exception {
        assertThat(new Beat("c1", 7, List.of(new Beat.Sent("Sl0t", 4))).write())
                .isEqualTo(specified("02 63 31 07 00 04 53 6C 30 74 04"));
        assertThat(new Beat("c1", 7, List.of(new Beat.Seen("Sl0t", 4, 300, 70_000))).write())
                .isEqualTo(specified("02 63 31 07 01 04 53 6C 30 74 04 AC 02 F0 A2 04"));
        assertThat(new Beat("c1", 7, List.of(new Beat.Gone("Sl0t"))).write())
                .isEqualTo(specified("02 63 31 07 02 04 53 6C 30 74"));
    }

    @Test
    void aPlainRequestToAStreamIsRefusedWithTheReason() throws Exception {
        two();

        InboundMessage refusal =
                rawRequest("streams.watch", null, hello("World").toByteArray());

        assertThat(refusal.header("Stubject-Code")).isEqualTo("INVALID_ARGUMENT");
        assertThat(refusal.header("Stubject-Not-Run")).isEqualTo("1");
        assertThat(refusal.header("Nats-Service-Error")).contains("is a stream");
    }
}
