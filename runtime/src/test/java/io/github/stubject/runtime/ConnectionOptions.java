package io.github.stubject.runtime;

import io.nats.client.Options;

/** What users may have chosen for their connections. */
enum ConnectionOptions {
    DEFAULT,
    /** Otherwise in everything that could matter to us. */
    UNUSUAL;

    /** New ones, to be completed. */
    Options.Builder options() {
        Options.Builder options = new Options.Builder();
        return this == DEFAULT
                ? options
                : options.useDispatcherWithExecutor()
                        .reportNoResponders()
                        .oldRequestStyle()
                        .maxMessagesInOutgoingQueue(50)
                        .inboxPrefix("my.own.inbox")
                        .noEcho();
    }
}
