package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.impl.Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Frames and beats that are wrong in all ways, from peers that know where to send them, by seed
 * ({@code -Dstubject.fuzz.seed=...}): no thread dies, other streams go on, nothing stays.
 */
@Timeout(120)
class StreamFuzzTest {
    private static final int PEERS = 300;
    private static final int MESSAGES = 60;
    private static final Duration BEAT = Duration.ofMillis(200);

    private final long seed = Long.getLong("stubject.fuzz.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final InMemoryBroker broker = new InMemoryBroker();
    private final CheckedStreams checked = new CheckedStreams();
    private final Transport hostile = broker.connect();
    private final SubscriptionGroup hostileReader = hostile.newSubscriptionGroup();
    private final RpcClient client =
            RpcClient.builder(broker.connect()).beat(BEAT).build();

    @AfterEach
    void stop() {
        hostileReader.close();
        client.close();
    }

    private ServiceHost serve() {
        return ServiceHost.builder(broker.connect())
                .add(StreamService.of(checked.blocking()))
                .beat(BEAT)
                .drainTimeout(Duration.ofSeconds(1))
                .start();
    }

    // What is sent.

    private static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private long anyNumber(long usual) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE;
            case 2 -> random.nextLong() & Long.MAX_VALUE;
            case 3 -> Integer.MAX_VALUE;
            case 4 -> random.nextInt(10_000);
            default -> usual;
        };
    }

    /** Much like a frame. */
    private byte[] frame(long usualSequence) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(random.nextInt(10) == 0 ? random.nextInt(256) : 1 << 4 | random.nextInt(6));
        out.write(random.nextInt(5) == 0 ? random.nextInt(256) : random.nextInt(2));
        number(out, anyNumber(usualSequence));
        switch (random.nextInt(4)) {
            case 0 -> {
                number(out, anyNumber(100));
                number(out, anyNumber(1 << 20));
            }
            case 1 -> {
                byte[] message = hello("x".repeat(random.nextInt(200))).toByteArray();
                number(out, anyNumber(message.length));
                out.writeBytes(message);
            }
            case 2 -> out.writeBytes(hello("0/1-").toByteArray());
            default -> out.writeBytes(garbage(random.nextInt(random.nextInt(30) == 0 ? 100_000 : 50)));
        }
        return damaged(out.toByteArray());
    }

    private byte[] beat(String link, List<String> slots) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, random.nextInt(5) == 0 ? "someone" : link);
        number(out, anyNumber(1));
        for (int i = random.nextInt(random.nextInt(20) == 0 ? 10_000 : 4); i > 0; i--) {
            int kind = random.nextInt(10) == 0 ? random.nextInt(256) : random.nextInt(3);
            out.write(kind);
            text(out, random.nextBoolean() ? "slot" + i : slots.get(random.nextInt(slots.size())));
            for (int numbers = kind == 0 ? 1 : kind == 1 ? 3 : 0; numbers > 0; numbers--) {
                number(out, anyNumber(5));
            }
        }
        return damaged(out.toByteArray());
    }

    private static void text(ByteArrayOutputStream out, String text) {
        number(out, text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] garbage(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] damaged(byte[] right) {
        byte[] data = random.nextInt(8) == 0 ? Arrays.copyOf(right, random.nextInt(right.length + 5)) : right;
        if (random.nextInt(8) == 0 && data.length > 0) {
            data[random.nextInt(data.length)] = (byte) random.nextInt(256);
        }
        return data;
    }

    /** A stream that goes on beside all that, and what it must be like at its end. */
    private final class Bystander implements AutoCloseable {
        private final Pipe<HelloRequest> out = Pipe.create(4);
        private final RpcStream<HelloReply> in = client.bidiStreaming(CHAT, out.stream(), CallOptions.DEFAULT);
        private final java.util.Iterator<HelloReply> replies = in.iterator();
        private int next;

        void goOn() {
            String text = next++ + "/*-";
            out.send(hello(text));
            assertThat(replies.next().getText()).isEqualTo(text);
        }

        @Override
        public void close() {
            goOn();
            out.close();
            assertThat(replies.hasNext()).isFalse();
            in.close();
        }
    }

    @Test
    void aHostStandsWhateverItsClientsSend() throws Exception {
        BlockingQueue<InboundMessage> accepts = new ArrayBlockingQueue<>(10_000);
        hostileReader.subscribe("hostile.*", null, message -> {
            if (message.header("Stubject-Slot") != null) {
                accepts.add(message);
            }
        });
        try (ServiceHost host = serve()) {
            try (Bystander bystander = new Bystander()) {
                for (int i = 0; i < PEERS; i++) {
                    attackHost(host, i, accepts);
                    bystander.goOn();
                }
            }
            StreamLossTest.nothingStays(new ServiceHost[] {host}, new RpcClient[] {client});
        } catch (Throwable e) {
            throw new AssertionError("-Dstubject.fuzz.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private void attackHost(ServiceHost host, int number, BlockingQueue<InboundMessage> accepts) throws Exception {
        String method =
                List.of("streams.watch", "streams.record", "streams.chat").get(random.nextInt(3));
        String link = "hostile" + random.nextInt(3);
        Headers opening = new Headers()
                .put("Stubject-Stream", "1")
                .put("Stubject-Link", link)
                .put("Stubject-Credit", anyNumber(100) + " " + anyNumber(10_000));
        byte[] request = new CheckedStreams.Plan(100, 100, -1).request().toByteArray();
        hostile.publish(method, "hostile." + number, opening, request);
        InboundMessage accept = Objects.requireNonNull(accepts.poll(20, TimeUnit.SECONDS));
        String slot = Objects.requireNonNull(accept.header("Stubject-Slot"));
        String tail = method + "._s." + host.instance() + ".";
        for (int i = 0; i < MESSAGES; i++) {
            switch (random.nextInt(5)) {
                case 0 ->
                    hostile.publish(
                            tail + "beat",
                            random.nextBoolean() ? "hostile.beats" : null,
                            null,
                            random.nextInt(5) == 0 ? garbage(random.nextInt(100)) : beat(link, List.of(slot, "other")));
                case 1 -> hostile.publish(tail + "stream.unknown" + i, null, null, frame(i + 1));
                default -> hostile.publish(tail + "stream." + slot, null, null, frame(1 + random.nextInt(i + 1)));
            }
        }
    }

    @Test
    void aClientStandsWhateverServicesSend() throws Exception {
        hostileReader.subscribe("streams.watch", "q", this::attackClient);
        hostileReader.subscribe("streams.watch._s.evil.>", null, message -> {
            String replyTo = message.replyTo();
            if (replyTo != null && random.nextInt(3) > 0) {
                hostile.publish(replyTo, null, null, beat("any", List.of("slot1", "slot2")));
            }
        });
        try (ServiceHost host = ServiceHost.builder(broker.connect())
                        .prefix("good")
                        .add(StreamService.of(checked.blocking()))
                        .beat(BEAT)
                        .start();
                RpcClient other = RpcClient.builder(broker.connect())
                        .prefix("good")
                        .beat(BEAT)
                        .build()) {
            int failed = 0;
            long seen = 0;
            for (int i = 0; i < PEERS; i++) {
                try (RpcStream<HelloReply> replies = client.serverStreaming(
                        WATCH, hello("" + i), CallOptions.DEFAULT.withTimeout(Duration.ofMillis(300)))) {
                    seen += replies.count();
                } catch (RpcException e) {
                    failed++;
                }
            }
            CheckedStreams.Plan plan = new CheckedStreams.Plan(1000, 10, -1);
            assertThat(other.serverStreaming(WATCH, plan.request(), CallOptions.DEFAULT)
                            .count())
                    .isEqualTo(1000);
            assertThat(host.inFlight()).isLessThan(2);
            StreamLossTest.nothingStays(new ServiceHost[0], new RpcClient[] {client});
            assertThat(failed).as("failed; " + seen + " messages came").isGreaterThan(PEERS / 2);
        } catch (Throwable e) {
            throw new AssertionError("-Dstubject.fuzz.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private void attackClient(InboundMessage opening) {
        String replyTo = Objects.requireNonNull(opening.replyTo());
        ByteArrayOutputStream accept = new ByteArrayOutputStream();
        accept.write(1 << 4);
        accept.write(0);
        number(accept, 1);
        number(accept, anyNumber(10));
        number(accept, anyNumber(1000));
        Headers headers = new Headers()
                .put("Stubject-Stream", "1")
                .put("Stubject-Instance", "evil")
                .put("Stubject-Slot", "slot" + random.nextInt(3));
        if (random.nextInt(10) > 0) {
            hostile.publish(
                    replyTo,
                    null,
                    headers,
                    random.nextInt(10) == 0 ? damaged(accept.toByteArray()) : accept.toByteArray());
        }
        for (int i = random.nextInt(MESSAGES); i > 0; i--) {
            Headers none = random.nextInt(10) > 0 ? null : headers;
            hostile.publish(replyTo, null, none, frame(2 + random.nextInt(i)));
        }
    }
}
