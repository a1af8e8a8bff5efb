package com.acme.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.stubject.testing.StubjectTest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PriceArchiveTest {
    @Test
    void tellsHowFarItIs() {
        PriceArchive prices = new PriceArchive();
        try (StubjectTest test = StubjectTest.serving(ArchiveBinding.of(prices))) {
            Stream<Price> history = IntStream.range(0, 2 * PriceArchive.STEP + 7)
                    .mapToObj(number -> Price.newBuilder().setNumber(number).build());

            List<Progress> progress =
                    ArchiveClient.create(test.client()).upload(history).toList();

            assertEquals(
                    List.of(
                            progress(PriceArchive.STEP, false),
                            progress(2 * PriceArchive.STEP, false),
                            progress(2 * PriceArchive.STEP + 7, true)),
                    progress);
            assertEquals(2 * PriceArchive.STEP + 7, prices.total());
        }
    }

    private static Progress progress(int stored, boolean complete) {
        return Progress.newBuilder().setStored(stored).setComplete(complete).build();
    }
}
