package io.github.stubject.benchmarks.unary;

import com.acme.hello.GreeterAsync;
import com.acme.hello.GreeterClient;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.runtime.CallListener;
import io.github.stubject.runtime.RpcClient;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.concurrent.CompletableFuture;

/** A generated client, with its defaults. */
final class GeneratedCaller implements Caller {
    private final Connection nats;
    private final GreeterClient greeter;
    private final GreeterAsync async;
    private final HelloRequest request;

    GeneratedCaller(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        RpcClient.Builder builder = RpcClient.builder(nats);
        for (int i = settings.number(INTERCEPTORS, 0); i > 0; i--) {
            builder.intercept(call -> CallListener.NONE);
        }
        if (settings.has(DIRECT)) {
            builder.completeOnReadingThread();
        }
        greeter = GreeterClient.create(builder.build());
        async = greeter.async();
        request = HelloRequest.newBuilder()
                .setName("x".repeat(settings.number(BYTES)))
                .build();
    }

    @Override
    public void async(Completion completion) {
        CompletableFuture<?> unused = async.greet(request).whenComplete(completion);
    }

    @Override
    public HelloReply blocking() {
        return greeter.greet(request);
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
