package io.github.stubject.benchmarks.start;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The same by {@link Connection#request}, to the same service. */
final class ByHandStart {
    private ByHandStart() {}

    public static void main(String[] args) throws Exception {
        try (Connection nats = Nats.connect(args[0])) {
            HelloRequest request = HelloRequest.newBuilder().setName("World").build();
            Message reply = nats.request("greeter.greet", request.toByteArray(), Duration.ofSeconds(5));
            if (reply == null) {
                throw new TimeoutException();
            }
            System.out.println(HelloReply.parseFrom(reply.getData()).getMessage());
        }
    }
}
