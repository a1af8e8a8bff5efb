package com.acme.registry;

import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Somebody who watches, and the changes that wait for him. Who falls too far behind has to begin anew. */
final class Watcher implements AutoCloseable {
    private final Predicate<Endpoint> interest;
    private final BlockingQueue<Change> unseen;
    private final Consumer<Watcher> onClose;
    private volatile boolean tooSlow;

    Watcher(Predicate<Endpoint> interest, int most, Consumer<Watcher> onClose) {
        this.interest = interest;
        this.unseen = new LinkedBlockingQueue<>(most);
        this.onClose = onClose;
    }

    /** Does not wait. */
    void tell(Change change) {
        if (interest.test(change.getEndpoint()) && !unseen.offer(change)) {
            tooSlow = true;
        }
    }

    /** Waits for the next change. */
    Change next() {
        if (tooSlow) {
            throw new RpcException(Code.RESOURCE_EXHAUSTED, "more changes than you took; watch again");
        }
        try {
            return unseen.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(Code.CANCELLED, "nobody watches any more");
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
