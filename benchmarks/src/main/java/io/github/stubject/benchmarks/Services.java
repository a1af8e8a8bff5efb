package io.github.stubject.benchmarks;

import com.acme.hello.Greeter;
import com.acme.hello.GreeterBinding;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;

/** The process that answers: by generated code, and by hand. Ends when its standard input does. */
final class Services {
    static final String BY_HAND = "byhand.greet";

    private Services() {}

    public static void main(String[] args) throws Exception {
        try (Connection generated = Nats.connect(args[0]);
                Connection byHand = Nats.connect(args[0]);
                ServiceHost host = ServiceHost.builder(generated)
                        .add(GreeterBinding.of(new Echo()))
                        .start()) {
            byHand.createDispatcher().subscribe(BY_HAND, "q", message -> reply(byHand, message));
            byHand.flush(java.time.Duration.ofSeconds(5));
            System.out.println(JavaProcess.READY + " " + host.instance());
            while (System.in.read() >= 0) {
                // Nothing is said to it; it waits for the end.
            }
        }
    }

    private static void reply(Connection nats, Message message) {
        try {
            HelloRequest request = HelloRequest.parseFrom(message.getData());
            nats.publish(message.getReplyTo(), Echo.answer(request).toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Echo implements Greeter {
        @Override
        public HelloReply greet(HelloRequest request) {
            return answer(request);
        }

        private static HelloReply answer(HelloRequest request) {
            return HelloReply.newBuilder().setMessage(request.getName()).build();
        }
    }
}
