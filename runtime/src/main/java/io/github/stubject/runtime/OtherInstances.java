package io.github.stubject.runtime;

import io.github.stubject.runtime.discovery.Discovery;
import io.github.stubject.runtime.discovery.DiscoveryCodec;
import io.github.stubject.runtime.discovery.ServiceStats;
import io.github.stubject.runtime.internal.transport.Transport;
import java.time.Duration;

/** Whether others serve what a host does and are not overloaded, as discovery tells at the moment of asking. */
final class OtherInstances {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration STALL = Duration.ofMillis(100);
    private static final int ONE_QUESTION = 1;

    private final Transport transport;
    private final String self;

    /** @param self the host's id */
    OtherInstances(Transport transport, String self) {
        this.transport = transport;
        this.self = self;
    }

    /** Blocks for half a second at most. Not knowing counts as no. */
    boolean serve(HostedMethod<?, ?> method) {
        try (PendingCalls calls = new PendingCalls(transport, ONE_QUESTION)) {
            return new Discovery(new DiscoveryAsker(transport, calls))
                            .withTimeout(LONGEST_WAIT)
                            .withStall(STALL)
                            .stats(method.method().service().name())
                            .stream()
                            .filter(stats -> !stats.instance().id().equals(self))
                            .flatMap(stats -> stats.endpoints().stream())
                            .anyMatch(endpoint -> helps(endpoint, method));
        } catch (RpcException | IllegalStateException e) {
            return false;
        }
    }

    private static boolean helps(ServiceStats.Endpoint endpoint, HostedMethod<?, ?> method) {
        return endpoint.subject().equals(method.subject().pattern())
                && endpoint.queueGroup().equals(method.queueGroup())
                && DiscoveryCodec.takesMore(endpoint);
    }
}
