package io.github.stubject.runtime;

import com.google.protobuf.ByteString;
import io.github.stubject.proto.Status;
import io.github.stubject.runtime.test.Customer;
import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Things that a careless or hostile peer may send, by seed. Every text that could begin a line goes on with {@link #MARK}. */
final class Fuzz {
    static final String MARK = "EVIL";

    private static final List<String> BREAKS = List.of(
            "\n",
            "\r\n",
            "\r",
            "\u2028",
            "\u2029",
            "\u0085",
            "\u000b",
            "\f",
            "\u001b[31m",
            "\u001b]0;",
            "\b",
            "\u009b2J");
    private static final List<String> NAMES = List.of(
            "Content-Type",
            "content-type",
            "Stubject-Timeout-Ms",
            "Stubject-Instance",
            "Stubject-Code",
            "Stubject-Not-Run",
            "Nats-Service-Error",
            "Nats-Service-Error-Code",
            "Nats-Msg-Id",
            "x",
            "tenant-bin",
            "!#$%&'*+-.^_`|~");
    private static final List<String> VALUES = List.of(
            "",
            "application/json",
            "application/protobuf",
            "application/json;",
            ";",
            "text/" + MARK,
            "0",
            "-1",
            "5000",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "1e9",
            "0x10",
            "NOT_FOUND",
            "OK",
            "not_found",
            "404",
            "-404",
            "99999999999999999999",
            "\u001b[31m" + MARK,
            "\t" + MARK,
            "\u007f",
            "%s%n{0}",
            "x".repeat(5000));

    private final Random random;

    Fuzz(long seed) {
        this.random = new Random(seed);
    }

    /** One that may be given, to see a failure again. */
    static long newSeed() {
        return Long.getLong("stubject.fuzz.seed", System.nanoTime());
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Something that would break out of a line of a log. */
    String evilText() {
        return "a" + any(BREAKS) + MARK + " at java.lang.Fake" + any(BREAKS) + MARK;
    }

    Headers headers() {
        Headers headers = new Headers();
        int count = random.nextInt(50) == 0 ? 5000 : random.nextInt(4);
        for (int i = 0; i < count; i++) {
            headers.add(count < 10 ? any(NAMES) : "n" + i, any(VALUES.subList(0, count < 10 ? VALUES.size() : 10)));
        }
        return headers;
    }

    byte[] data() {
        return switch (random.nextInt(10)) {
            case 0 -> new byte[0];
            case 1 -> bytes(random.nextInt(300));
            case 2 -> "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8);
            case 3 -> filled(100_000, (byte) 0x0B); // groups within groups
            case 4 -> nested(2000);
            case 5 -> filled(400_000, (byte) 0x3A, (byte) 0); // as many empty lines of an order
            case 6 -> HelloRequest.newBuilder().setName(evilText()).build().toByteArray();
            case 7 ->
                Status.newBuilder()
                        .setCode(random.nextInt(40) - 10)
                        .setMessage(evilText())
                        .build()
                        .toByteArray();
            default -> mutated(order().toByteArray());
        };
    }

    private OrderRequest order() {
        return OrderRequest.newBuilder()
                .setCustomer(Customer.newBuilder().setId(any(List.of("alice", evilText(), "*", ""))))
                .setId(evilText())
                .setPriority(random.nextInt())
                .setPrice(random.nextGaussian())
                .addLines("a")
                .addLines(evilText())
                .build();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int count, byte... with) {
        byte[] bytes = new byte[count * with.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = with[i % with.length];
        }
        return bytes;
    }

    /** A message in a message in a message: field 1 all the way down. */
    private static byte[] nested(int depth) {
        ByteString inside = ByteString.EMPTY;
        for (int i = 0; i < depth; i++) {
            com.google.protobuf.Any around = com.google.protobuf.Any.newBuilder()
                    .setValue(inside)
                    .setTypeUrl("t/google.protobuf.Any")
                    .build();
            inside = around.toByteString();
        }
        return inside.toByteArray();
    }

    private byte[] mutated(byte[] valid) {
        byte[] data = random.nextBoolean() ? valid : Arrays.copyOf(valid, random.nextInt(valid.length + 10));
        for (int i = random.nextInt(5); i > 0 && data.length > 0; i--) {
            data[random.nextInt(data.length)] = (byte) random.nextInt(256);
        }
        return data;
    }

    /** A header block as bytes, one for each character: some are right, some nearly, some not at all. */
    String headerBlock() {
        StringBuilder block = new StringBuilder("NATS/1.0\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            block.append(any(NAMES)).append(": ").append(any(VALUES)).append("\r\n");
        }
        block.append("\r\n");
        for (int i = random.nextInt(4) - 1; i > 0; i--) {
            block.setCharAt(random.nextInt(block.length()), (char) random.nextInt(256));
        }
        return random.nextInt(20) == 0 ? block.substring(0, random.nextInt(block.length()) + 1) : block.toString();
    }
}
