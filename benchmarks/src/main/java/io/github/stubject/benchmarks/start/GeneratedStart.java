package io.github.stubject.benchmarks.start;

import com.acme.hello.GreeterClient;
import com.acme.hello.HelloRequest;
import io.nats.client.Connection;
import io.nats.client.Nats;

/** Connects, calls by a generated client, prints the answer. Takes the url of nats-server. */
final class GeneratedStart {
    private GeneratedStart() {}

    public static void main(String[] args) throws Exception {
        try (Connection nats = Nats.connect(args[0])) {
            HelloRequest request = HelloRequest.newBuilder().setName("World").build();
            System.out.println(GreeterClient.create(nats).greet(request).getMessage());
        }
    }
}
