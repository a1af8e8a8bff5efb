package io.github.stubject.it.interop;

import io.github.stubject.runtime.Pipe;

/** One whose requests go through a pipe. */
abstract class PipedConversation<Q, R> implements Conversation<Q, R> {
    private final Pipe<Q> out;

    PipedConversation(Pipe<Q> out) {
        this.out = out;
    }

    @Override
    public final void send(Q request) {
        out.send(request);
    }

    @Override
    public final void halfClose() {
        out.close();
    }
}
