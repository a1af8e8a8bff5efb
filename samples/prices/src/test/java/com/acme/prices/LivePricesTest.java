package com.acme.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcStream;
import io.github.stubject.testing.StubjectTest;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LivePricesTest {
    private final Market market = new Market("ACME");
    private final StubjectTest test = StubjectTest.serving(PricesBinding.ofAsync(new LivePrices(market)));
    private final PricesClient prices = PricesClient.create(test.client());

    @AfterEach
    void stop() {
        test.close();
        market.close();
    }

    private static WatchRequest request(String symbol) {
        return WatchRequest.newBuilder().setSymbol(symbol).build();
    }

    /** Takes a price only when told to. */
    private static final class Reader implements Flow.Subscriber<Price> {
        private final BlockingQueue<Price> seen = new LinkedBlockingQueue<>();
        private final BlockingQueue<Flow.Subscription> subscriptions = new LinkedBlockingQueue<>();
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscriptions.add(newSubscription);
        }

        @Override
        public void onNext(Price price) {
            seen.add(price);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}

        long next() throws InterruptedException {
            if (subscription == null) {
                subscription = subscriptions.take();
            }
            subscription.request(1);
            return seen.take().getNumber();
        }
    }

    @Test
    void aReaderInTimeSeesEveryPrice() {
        try (RpcStream<Price> feed = prices.watch(request("ACME"))) {
            Iterator<Price> seen = feed.iterator();
            assertEquals(0, seen.next().getNumber());
            for (int number = 1; number <= 100; number++) {
                market.tick();
                assertEquals(number, seen.next().getNumber());
            }
        }
    }

    @Test
    void aSlowReaderSeesTheNewestPrice() throws InterruptedException {
        Reader slow = new Reader();
        prices.async().watch(request("ACME")).subscribe(slow);
        assertEquals(0, slow.next());

        for (int i = 0; i < 1000; i++) {
            market.tick();
        }

        assertEquals(1000, slow.next());
        assertEquals(0, slow.seen.size());
    }

    @Test
    void whoLeavesIsForgotten() throws InterruptedException {
        prices.watch(request("ACME")).findFirst();

        while (market.readers() > 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void anotherShareIsNotFound() {
        RpcException failure = assertThrows(
                RpcException.class, () -> prices.watch(request("ECMA")).count());

        assertEquals(Code.NOT_FOUND, failure.code());
    }
}
