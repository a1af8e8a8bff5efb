package io.github.stubject.benchmarks.unary;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.github.stubject.benchmarks.lab.Settings;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** {@link Connection#request} to a host, with JSON as protobuf-java-util has it: generated clients have no JSON. */
final class JsonCaller implements Caller {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private final Connection nats;
    private final HelloRequest request;

    JsonCaller(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        request = HelloRequest.newBuilder()
                .setName("x".repeat(settings.number(BYTES)))
                .build();
    }

    @Override
    public void async(Completion completion) {
        CompletableFuture<?> unused = nats.request(Greet.GENERATED, encoded())
                .thenApply(JsonCaller::decoded)
                .whenComplete(completion);
    }

    @Override
    public HelloReply blocking() throws InterruptedException, TimeoutException {
        Message reply = nats.request(Greet.GENERATED, encoded(), TIMEOUT);
        if (reply == null) {
            throw new TimeoutException();
        }
        return decoded(reply);
    }

    private byte[] encoded() {
        try {
            return PRINTER.print(request).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HelloReply decoded(Message message) {
        HelloReply.Builder reply = HelloReply.newBuilder();
        try {
            PARSER.merge(new String(message.getData(), StandardCharsets.UTF_8), reply);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        return reply.build();
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
