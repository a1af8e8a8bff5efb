package io.github.stubject.runtime;

import io.github.stubject.runtime.discovery.Discovery;
import io.github.stubject.runtime.discovery.ServiceInfo;
import io.github.stubject.runtime.internal.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says more of a call that nobody was there for: at the first one of each method it asks discovery once, for a quarter of a
 * second at most, whether the service runs under another prefix or subject. One for each client; safe for any thread.
 */
final class Absences {
    private static final Duration LONGEST_LOOK = Duration.ofMillis(250);
    private static final String NO_ECHO =
            " (what this connection serves itself it does not reach, since it was made with"
                    + " noEcho; use another connection for calling)";

    private final Transport transport;
    private final Discovery discovery;
    private final String prefix;
    private final Set<RpcMethod<?, ?>> explained = ConcurrentHashMap.newKeySet();

    /** @param prefix the client's, its dot included */
    Absences(Transport transport, Discovery discovery, String prefix) {
        this.transport = transport;
        this.discovery = discovery;
        this.prefix = prefix;
    }

    /**
     * The failure with what is known of its reason. May block for a short time, so not for the reading thread.
     *
     * @param left what is left of the call's time
     */
    RpcException explain(RpcException nobody, RpcMethod<?, ?> method, Duration left) {
        String echo = echoHint();
        Duration look = left.compareTo(LONGEST_LOOK) < 0 ? left : LONGEST_LOOK;
        if (look.isNegative() || look.isZero() || !explained.add(method)) {
            return nobody.withMore(echo);
        }
        return nobody.withMore(look(method, look) + echo);
    }

    /** What to add to the error of a call that perhaps nobody got but this connection; empty if that cannot be. */
    String echoHint() {
        return transport.hearsItself() ? "" : NO_ECHO;
    }

    private String look(RpcMethod<?, ?> method, Duration limit) {
        List<ServiceInfo> found;
        try {
            found = discovery
                    .withTimeout(limit)
                    .withStall(limit)
                    .info(method.service().name());
        } catch (RpcException | IllegalArgumentException e) {
            return "";
        }
        if (found.isEmpty()) {
            return "; discovery finds no instance of " + method.service().name();
        }
        for (ServiceInfo info : found) {
            for (ServiceInfo.Endpoint endpoint : info.endpoints()) {
                if (isOf(method, endpoint)) {
                    return place(method, info, endpoint.subject());
                }
            }
        }
        return "; " + one(found.get(0)) + " is there, but does not serve this method";
    }

    private static boolean isOf(RpcMethod<?, ?> method, ServiceInfo.Endpoint endpoint) {
        String named = endpoint.metadata().get(ServiceInfo.Endpoint.METHOD);
        return named == null ? endpoint.name().equals(method.name()) : named.equals(method.fullName());
    }

    private String place(RpcMethod<?, ?> method, ServiceInfo info, String subject) {
        String wanted = method.parameters().template().pattern();
        if (subject.equals(prefix + wanted)) {
            return "; " + one(info) + " serves it now and then: is it overloaded, or just starting or stopping?";
        }
        String served = WireHeaders.clean(subject);
        if (served.equals(wanted)) {
            return "; " + one(info) + " serves it as " + served + ", without the prefix of this client";
        }
        if (served.endsWith("." + wanted)) {
            String other = served.substring(0, served.length() - wanted.length() - 1);
            return "; " + one(info) + " serves it as " + served + ": is prefix(\"" + other + "\") missing here?";
        }
        return "; " + one(info) + " serves it as " + served + ": are its proto, prefix and parameters the same?";
    }

    private static String one(ServiceInfo info) {
        return "instance " + WireHeaders.clean(info.instance().id()) + " of "
                + WireHeaders.clean(info.instance().name());
    }
}
