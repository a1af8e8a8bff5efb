package com.acme.tills;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.stubject.testing.StubjectTest;
import org.junit.jupiter.api.Test;

class TillTest {
    @Test
    void aCallIsAnsweredByWhatWasGenerated() {
        Till till = new Till() {
            @Override
            public Coins take(Coins coins) {
                return coins.toBuilder().setCents(coins.getCents() + 1).build();
            }
        };
        try (StubjectTest test = StubjectTest.serving(TillBinding.of(till))) {
            Coins coins = TillClient.create(test.client())
                    .take(Coins.newBuilder().setPlace("berlin").setCents(41).build());

            assertEquals(42, coins.getCents());
            assertEquals("berlin", coins.getPlace());
        }
    }
}
