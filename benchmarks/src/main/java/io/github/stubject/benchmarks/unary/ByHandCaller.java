package io.github.stubject.benchmarks.unary;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Settings;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** {@link Connection#request}, with protobuf. */
final class ByHandCaller implements Caller {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Connection nats;
    private final String subject;
    private final HelloRequest request;

    ByHandCaller(Settings settings, String subject) throws Exception {
        nats = Nats.connect(settings.nats());
        this.subject = subject;
        request = HelloRequest.newBuilder()
                .setName("x".repeat(settings.number(BYTES)))
                .build();
    }

    @Override
    public void async(Completion completion) {
        CompletableFuture<?> unused = nats.request(subject, request.toByteArray())
                .thenApply(reply -> Greet.reply(reply.getData()))
                .whenComplete(completion);
    }

    @Override
    public HelloReply blocking() throws InterruptedException, TimeoutException {
        Message reply = nats.request(subject, request.toByteArray(), TIMEOUT);
        if (reply == null) {
            throw new TimeoutException();
        }
        return Greet.reply(reply.getData());
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
