package io.github.stubject.benchmarks.unary;

import com.acme.hello.HelloReply;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes room for the next call, whatever kind of callback the API has. One object for all calls: it costs none of them anything. */
final class Completion implements BiConsumer<@Nullable HelloReply, @Nullable Throwable>, StreamObserver<HelloReply> {
    private final Semaphore room;
    private volatile @Nullable Throwable failure;

    Completion(int outstanding) {
        room = new Semaphore(outstanding);
    }

    void awaitRoom() throws InterruptedException {
        room.acquire();
    }

    /** Waits for all calls, and throws if one of them failed. */
    void awaitAll(int outstanding) throws InterruptedException {
        room.acquire(outstanding);
        room.release(outstanding);
        Throwable first = failure;
        if (first != null) {
            throw new IllegalStateException("a call failed", first);
        }
    }

    @Override
    public void accept(@Nullable HelloReply reply, @Nullable Throwable error) {
        if (reply == null || reply.getMessage().isEmpty()) {
            failure = error == null ? new IllegalStateException("an empty reply") : error;
        }
        room.release();
    }

    @Override
    public void onNext(HelloReply reply) {
        if (reply.getMessage().isEmpty()) {
            failure = new IllegalStateException("an empty reply");
        }
    }

    @Override
    public void onError(Throwable error) {
        failure = error;
        room.release();
    }

    @Override
    public void onCompleted() {
        room.release();
    }
}
