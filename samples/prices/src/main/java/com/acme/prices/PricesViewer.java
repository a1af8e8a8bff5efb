package com.acme.prices;

import io.github.stubject.runtime.RpcStream;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Watches a share with a fast and a slow reader on one connection, then uploads old prices. Ends after some seconds. */
public final class PricesViewer {
    private static final int WATCHED = 3_000;
    private static final int UPLOADED = 10_000;

    private PricesViewer() {}

    public static void main(String[] args) throws Exception {
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        try (Connection nats = Nats.connect(url)) {
            watch(PricesClient.create(nats));
            upload(ArchiveClient.create(nats));
        }
    }

    private static void watch(PricesClient prices) {
        WatchRequest request = WatchRequest.newBuilder().setSymbol("ACME").build();
        AtomicLong newest = new AtomicLong();
        SlowReader slow = new SlowReader(newest);
        prices.async().watch(request).subscribe(slow);

        long first = 0;
        int seen = 0;
        try (RpcStream<Price> feed = prices.watch(request)) {
            for (Price price : feed) {
                newest.set(price.getNumber());
                first = seen++ == 0 ? price.getNumber() : first;
                if (price.getNumber() >= first + WATCHED) {
                    break; // leaving the block ends the call
                }
            }
        }
        slow.stop();
        System.out.printf("The fast reader saw %,d of %,d prices.%n", seen, newest.get() - first + 1);
        System.out.printf(
                "The slow reader saw %,d, and was at most %,d behind the fast one.%n", slow.seen(), slow.mostBehind());
    }

    private static void upload(ArchiveClient archive) {
        Stream<Price> history = LongStream.rangeClosed(1, UPLOADED).mapToObj(PricesViewer::oldPrice);
        System.out.printf("Uploading %,d old prices:%n", UPLOADED);
        try (RpcStream<Progress> progress = archive.upload(history)) {
            for (Progress step : progress) {
                System.out.printf("  %,6d stored%s%n", step.getStored(), step.getComplete() ? ", that is all" : "");
            }
        }
    }

    private static Price oldPrice(long number) {
        return Price.newBuilder()
                .setSymbol("ACME")
                .setNumber(number)
                .setCents(9_000 + number % 100)
                .build();
    }
}
