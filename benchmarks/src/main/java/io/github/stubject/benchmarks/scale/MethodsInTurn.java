package io.github.stubject.benchmarks.scale;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcMethod;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Calls one method after the other, without waiting, as long as no more than 256 calls are without answer. */
public final class MethodsInTurn implements Workload {
    private static final int OUTSTANDING = 256;
    private static final HelloRequest REQUEST =
            HelloRequest.newBuilder().setName("x".repeat(16)).build();

    private final List<RpcMethod<HelloRequest, HelloReply>> methods;
    private final Connection nats;
    private final RpcClient client;
    private final Semaphore room = new Semaphore(OUTSTANDING);
    private volatile @Nullable Throwable failure;

    public MethodsInTurn(Settings settings) throws Exception {
        methods = Methods.of(settings.number(Hosts.METHODS));
        nats = Nats.connect(settings.nats());
        client = RpcClient.builder(nats).build();
    }

    @Override
    public Sample run(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        int calls = 0;
        while (System.nanoTime() < end) {
            room.acquire();
            CompletableFuture<HelloReply> unused = client.unaryAsync(
                            methods.get(calls % methods.size()), REQUEST, CallOptions.DEFAULT)
                    .whenComplete(this::ended);
            calls++;
        }
        room.acquire(OUTSTANDING);
        room.release(OUTSTANDING);
        if (failure != null) {
            throw new IllegalStateException("a call failed", failure);
        }
        return new Sample(calls, System.nanoTime() - start);
    }

    private void ended(@Nullable HelloReply reply, @Nullable Throwable error) {
        if (error != null) {
            failure = error;
        }
        room.release();
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
