package io.github.stubject.benchmarks.streams;

import io.github.stubject.benchmarks.lab.Settings;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** By a dispatcher on an inbox. */
final class SubscribedReader implements Reader {
    private final Connection nats;

    SubscribedReader(Settings settings) throws Exception {
        nats = Nats.connect(settings.nats());
    }

    @Override
    public long read(int count, int bytes) throws InterruptedException {
        Counting counting = new Counting(count);
        String inbox = nats.createInbox();
        Dispatcher dispatcher = nats.createDispatcher(counting::take);
        // There is no backpressure: what it cannot take at once must wait, or is dropped.
        dispatcher.setPendingLimits(-1, -1);
        dispatcher.subscribe(inbox);
        nats.publish(Feed.BY_HAND, inbox, Feed.request(count, bytes).toByteArray());
        long received = counting.await();
        nats.closeDispatcher(dispatcher);
        return received;
    }

    /** By the one thread of the dispatcher. */
    private static final class Counting {
        private final CountDownLatch end = new CountDownLatch(1);
        private final long expected;
        private long received;

        Counting(long expected) {
            this.expected = expected;
        }

        void take(Message message) {
            received += Feed.parse(message.getData()).getMessage().isEmpty() ? 0 : 1;
            if (received == expected) {
                end.countDown();
            }
        }

        long await() throws InterruptedException {
            if (!end.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("messages were lost");
            }
            return expected;
        }
    }

    @Override
    public void close() throws Exception {
        nats.close();
    }
}
