package io.github.stubject.runtime.internal.transport;

/** Takes messages on the reading thread: it must not block and not throw. */
@FunctionalInterface
public interface Receiver {
    void receive(InboundMessage message);
}
