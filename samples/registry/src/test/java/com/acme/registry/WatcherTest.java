package com.acme.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcException;
import org.junit.jupiter.api.Test;

class WatcherTest {
    private final Watcher watcher =
            new Watcher(endpoint -> endpoint.getService().equals("payments"), 2, gone -> {});

    private static Change came(String service, String id) {
        return Change.newBuilder()
                .setKind(Change.Kind.CAME)
                .setEndpoint(Endpoint.newBuilder().setService(service).setId(id))
                .build();
    }

    @Test
    void seesWhatItIsInterestedInInOrder() {
        watcher.tell(came("payments", "a"));
        watcher.tell(came("shipping", "b"));
        watcher.tell(came("payments", "c"));

        assertEquals("a", watcher.next().getEndpoint().getId());
        assertEquals("c", watcher.next().getEndpoint().getId());
    }

    @Test
    void isToldWhenItMissesChanges() {
        for (int i = 0; i < 3; i++) {
            watcher.tell(came("payments", "p" + i));
        }

        assertEquals(
                Code.RESOURCE_EXHAUSTED,
                assertThrows(RpcException.class, watcher::next).code());
    }
}
