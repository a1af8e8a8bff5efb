package io.github.stubject.runtime.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.natsserver.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** That this jnats has inside what we look for there; a newer one may not. */
class JnatsReaderTest {
    @Test
    void aConnectionIsReadUntilItIsClosed() throws Exception {
        assertThat(JnatsReader.isKnown()).isTrue();
        try (NatsServer server = NatsServer.start()) {
            Connection nats = Nats.connect(server.url());
            assertThat(JnatsReader.isReading(nats)).isTrue();

            nats.close();

            assertThat(JnatsReader.isReading(nats)).isFalse();
        }
    }

    @Test
    void aConnectionOfAnotherKindCountsAsRead() {
        Connection own = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (p, m, a) -> null);

        assertThat(JnatsReader.isReading(own)).isTrue();
    }
}
