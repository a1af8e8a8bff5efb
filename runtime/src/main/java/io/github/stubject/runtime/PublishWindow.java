package io.github.stubject.runtime;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many events of a client may be without ack. Safe for any thread. */
final class PublishWindow {
    private final int size;
    private final Semaphore room;

    PublishWindow(int size) {
        this.size = size;
        this.room = new Semaphore(size);
    }

    /**
     * Takes one place, once there is one.
     *
     * @throws RpcException if there is none in time, or the thread is interrupted; its flag stays set
     */
    void enter(String subject, long nanos) {
        if (room.tryAcquire()) {
            return;
        }
        try {
            if (!ReadingThread.isHere() && room.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RpcException.notSent(Code.CANCELLED, "interrupted before publishing on " + subject);
        }
        throw RpcException.notSent(
                Code.RESOURCE_EXHAUSTED,
                size + " events of this client are without ack (its publishWindow); " + subject + " was not published");
    }

    /** Gives one place back. */
    void leave() {
        room.release();
    }

    /** How many places are taken. */
    int taken() {
        return size - room.availablePermits();
    }
}
