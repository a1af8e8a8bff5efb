package io.github.stubject.runtime;

import io.nats.client.Options;

/** Calls over connections whose owner chose otherwise in everything that could matter to us. */
class UnusualOptionsCallTest extends NatsCallTest {
    @Override
    Options.Builder options() {
        return new Options.Builder()
                .useDispatcherWithExecutor()
                .reportNoResponders()
                .oldRequestStyle()
                .inboxPrefix("my.own.inbox")
                .noEcho();
    }
}
