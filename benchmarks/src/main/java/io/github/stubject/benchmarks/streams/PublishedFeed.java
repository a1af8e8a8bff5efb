package io.github.stubject.benchmarks.streams;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Settings;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.time.Duration;

/** Publishes to the reply subject as fast as it can: there is no backpressure. */
public final class PublishedFeed implements Service {
    private final Connection nats;

    public PublishedFeed(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        nats.createDispatcher().subscribe(Feed.BY_HAND, this::publish);
        nats.flush(Duration.ofSeconds(5));
    }

    private void publish(Message message) {
        HelloRequest request;
        try {
            request = HelloRequest.parseFrom(message.getData());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        HelloReply reply = Feed.reply(request);
        for (int i = Feed.count(request); i > 0; i--) {
            nats.publish(message.getReplyTo(), Feed.copy(reply).toByteArray());
        }
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
