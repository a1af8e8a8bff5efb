package io.github.stubject.benchmarks.scale;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Sample;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Workload;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcClient;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Streams that stay open, of which one after the other is asked for some messages; never for more in all than can be under way. */
public final class OpenStreams implements Workload {
    /** The setting for how many are open. */
    static final String STREAMS = "streams";

    private static final int AHEAD = 4_000;
    private static final int BATCH = 16;

    private final Connection nats;
    private final List<Watching> streams = new ArrayList<>();
    private final Semaphore room = new Semaphore(AHEAD);
    private volatile @Nullable Throwable failure;
    private int next;

    public OpenStreams(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
        RpcClient client = RpcClient.builder(nats).build();
        for (int i = settings.number(STREAMS); i > 0; i--) {
            Watching watching = new Watching();
            client.serverStreamingAsync(Endless.WATCH, HelloRequest.getDefaultInstance(), CallOptions.DEFAULT)
                    .subscribe(watching);
            streams.add(watching);
        }
    }

    @Override
    public Sample run(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long messages = 0;
        while (System.nanoTime() < end) {
            take(BATCH);
            streams.get(next).request();
            next = (next + 1) % streams.size();
            messages += BATCH;
        }
        take(AHEAD);
        room.release(AHEAD);
        return new Sample(messages, System.nanoTime() - start);
    }

    private void take(int messages) throws InterruptedException {
        if (!room.tryAcquire(messages, 1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("messages do not come", failure);
        }
    }

    private final class Watching implements Flow.Subscriber<HelloReply> {
        private Flow.@Nullable Subscription subscription;

        void request() {
            if (subscription == null) {
                throw new IllegalStateException("there is no stream yet");
            }
            subscription.request(BATCH);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(HelloReply reply) {
            room.release();
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
        }

        @Override
        public void onComplete() {
            failure = new IllegalStateException("a stream has ended");
        }
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
