package io.github.stubject.benchmarks.events;

import com.acme.hello.HelloRequest;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.runtime.CoreEvent;
import io.github.stubject.runtime.PublishOptions;
import io.github.stubject.runtime.RpcClient;
import io.nats.client.Connection;

/** One way to publish a core event. */
@FunctionalInterface
interface CorePublisher {
    /** The setting that chooses it: {@code true} for what is written by hand. */
    String BY_HAND = "byHand";

    void publish(HelloRequest event);

    static CorePublisher of(Settings settings, Connection nats) {
        if (settings.has(BY_HAND)) {
            String subject = settings.text(Said.SUBJECT);
            return event -> nats.publish(subject, event.toByteArray());
        }
        RpcClient client = RpcClient.builder(nats).build();
        CoreEvent<HelloRequest> said = Said.core(settings);
        return event -> client.publish(said, event, PublishOptions.DEFAULT);
    }
}
