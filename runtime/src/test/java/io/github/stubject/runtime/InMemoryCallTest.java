package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import io.github.stubject.runtime.internal.transport.Transport;

class InMemoryCallTest extends CallContract {
    private final InMemoryBroker broker = new InMemoryBroker();

    @Override
    Transport connect() {
        return broker.connect();
    }
}
