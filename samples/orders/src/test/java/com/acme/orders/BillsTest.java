package com.acme.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillsTest {
    @TempDir
    private Path folder;

    private static Order order(String id) {
        return Order.newBuilder().setId(id).setCustomerId("alice").setCents(5).build();
    }

    @Test
    void anOrderIsBilledOnceHoweverManyTry() throws IOException {
        Bills bills = new Bills(folder);

        long written = IntStream.range(0, 50)
                .parallel()
                .filter(i -> bills.write(order("one")))
                .count();

        assertEquals(1, written);
        assertEquals("alice 5\n", Files.readString(folder.resolve("one")));
        assertEquals(1, folder.toFile().list().length);
    }

    @Test
    void ordersHaveBillsOfTheirOwn() {
        Bills bills = new Bills(folder);

        assertTrue(bills.write(order("one")));
        assertTrue(bills.write(order("two")));
        assertFalse(bills.write(order("two")));
    }
}
