package io.github.stubject.it.security;

import static io.github.stubject.it.security.SlowGreeter.SLOW;
import static io.github.stubject.it.security.SlowGreeter.hello;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.hello.GreeterBinding;
import com.acme.hello.HelloReply;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.discovery.Discovery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Finds out what a client can do with a greeter. */
final class GreeterProbe {
    static final Duration LONG = Duration.ofSeconds(30);

    /** For what will time out. */
    static final Duration SHORT = Duration.ofMillis(700);

    static final String ANSWERED = "answered";

    private final RpcClient client;
    private final SlowGreeter greeter;
    private final ServiceHost host;

    GreeterProbe(RpcClient client, SlowGreeter greeter, ServiceHost host) {
        this.client = client;
        this.greeter = greeter;
        this.host = host;
    }

    /** How a plain call ends: {@link #ANSWERED}, or code and delivery. */
    String call(Duration timeout) {
        return outcome(CallOptions.DEFAULT.withTimeout(timeout));
    }

    /** How a call of the one instance that there is ends. */
    String callChosen(Duration timeout) {
        return outcome(CallOptions.DEFAULT.withTimeout(timeout).withInstance(host.instance()));
    }

    private String outcome(CallOptions options) {
        try {
            HelloReply reply = client.unary(GreeterBinding.GREET, hello("World"), options);
            assertThat(reply.getMessage()).isEqualTo("Hello, World");
            return ANSWERED;
        } catch (RpcException e) {
            return e.code() + " " + e.delivery();
        }
    }

    /** Whether the implementation is told of a cancel. The caller is free at once either way. */
    boolean cancelArrives(Duration patience) throws Exception {
        CompletableFuture<HelloReply> call =
                client.unaryAsync(GreeterBinding.GREET, hello(SLOW), CallOptions.DEFAULT.withTimeout(LONG));
        awaitAsked(SLOW);

        call.cancel(true);

        assertThat(call).isCancelled();
        return greeter.cancelled.poll(patience.toMillis(), TimeUnit.MILLISECONDS) != null;
    }

    /** How many instances discovery finds, the same with all three questions. */
    int instances(Duration timeout) {
        Discovery discovery = client.discovery().withTimeout(timeout);
        int instances = discovery.ping("Greeter").size();
        assertThat(discovery.info("Greeter", host.instance())).hasSize(instances);
        assertThat(discovery.stats()).hasSize(instances);
        return instances;
    }

    /** Waits until the implementation runs for this name. */
    void awaitAsked(String name) throws Exception {
        String asked;
        do {
            asked = greeter.asked.poll(LONG.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(asked).as("whom the greeter was asked to greet").isNotNull();
        } while (!asked.equals(name));
    }
}
