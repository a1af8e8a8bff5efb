package io.github.stubject.benchmarks;

import com.acme.hello.Greeter;
import com.acme.hello.GreeterBinding;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.concurrent.ThreadLocalRandom;

/** The process of one instance of the greeter, which takes up to 3 ms for an answer. SIGTERM drains it. */
final class Instance {
    private static final int LONGEST_MS = 3;

    private Instance() {}

    public static void main(String[] args) throws Exception {
        Connection nats = Nats.connect(args[0]);
        ServiceHost host =
                ServiceHost.builder(nats).add(GreeterBinding.of(new Working())).start();
        System.out.println(JavaProcess.READY + " " + host.instance());
        while (System.in.read() >= 0) {
            // Nothing is said to it; this is the end if the parent is killed.
        }
        host.close();
        nats.close();
    }

    private static final class Working implements Greeter {
        @Override
        public HelloReply greet(HelloRequest request) {
            try {
                Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_MS + 1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return HelloReply.newBuilder().setMessage(request.getName()).build();
        }
    }
}
