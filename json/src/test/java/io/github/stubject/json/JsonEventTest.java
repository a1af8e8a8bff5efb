package io.github.stubject.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.SourceContext;
import io.github.stubject.runtime.CoreEvent;
import io.github.stubject.runtime.EventBinding;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.SubscribeOptions;
import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event may be JSON as a request may. */
class JsonEventTest {
    private static final CoreEvent<SourceContext> CHANGED = CoreEvent.of(
            RpcService.of("acme.Files"), "Changed", "files.{file_name}.changed", SourceContext.getDefaultInstance());

    private final Transport transport = new InMemoryBroker().connect();
    private final BlockingQueue<SourceContext> heard = new ArrayBlockingQueue<>(10);
    private ServiceHost host;

    /** Public, as its methods are looked for by reflection. */
    public interface Listener {
        void changed(SourceContext event);
    }

    @BeforeEach
    void start() {
        Listener listener = heard::add;
        host = ServiceHost.builder(transport)
                .add(EventBinding.builder(CHANGED.service(), Listener.class, listener, SubscribeOptions.DEFAULT)
                        .event(CHANGED, "changed", listener::changed)
                        .build(CHANGED))
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private void publish(@Nullable Headers headers, String json) {
        transport.publish("files.a.changed", null, headers, json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void jsonIsKnownByItsFirstByteOrItsTypeAndFilledFromTheSubject() throws Exception {
        publish(null, "{\"fileName\":\"a\"}");
        publish(null, "{\"unknown\":1}");
        publish(new Headers().put("Content-Type", "application/json"), " {}");

        SourceContext a = SourceContext.newBuilder().setFileName("a").build();
        for (int i = 0; i < 3; i++) {
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(a);
        }
    }

    @Test
    void whatIsNoJsonOrDisagreesWithItsSubjectIsCountedAsFailed() throws Exception {
        publish(null, "{\"fileName\":\"b\"}");
        publish(null, "{");
        publish(null, "{}");

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
        host.close();
        assertThat(host.subscriptions().get(0).failed()).isEqualTo(2);
        assertThat(host.subscriptions().get(0).handled()).isEqualTo(1);
    }
}
