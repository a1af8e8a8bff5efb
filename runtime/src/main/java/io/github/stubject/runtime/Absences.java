package io.github.stubject.runtime;

import io.github.stubject.runtime.discovery.Discovery;
import io.github.stubject.runtime.discovery.ServiceInfo;
import io.github.stubject.runtime.internal.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Says more of a call that nobody was there for: it asks discovery, for a quarter of a second and at most once in half a
 * minute for each method, whether the service runs, and whether it does so without the method or under another prefix or
 * subject. One for each client; safe for any thread.
 */
final class Absences {
    private static final Duration LOOK = Duration.ofMillis(250);

    /** How long a call waits for a look, where the machine is too busy for it to end in time. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final String NO_ECHO =
            " (what this connection serves itself it does not reach, since it was made with"
                    + " noEcho; use another connection for calling)";

    private final Transport transport;
    private final Discovery discovery;
    private final String prefix;
    private final Executor lookers;
    private final Duration fresh;
    private final Map<RpcMethod<?, ?>, Look> looks = new ConcurrentHashMap<>();

    /**
     * @param prefix the client's, its dot included
     * @param lookers where looking may block
     */
    Absences(Transport transport, Discovery discovery, String prefix, Executor lookers) {
        this(transport, discovery, prefix, lookers, FRESH);
    }

    /** @param fresh how long what was seen counts */
    Absences(Transport transport, Discovery discovery, String prefix, Executor lookers, Duration fresh) {
        this.transport = transport;
        this.discovery = discovery.withTimeout(LOOK).withStall(LOOK);
        this.prefix = prefix;
        this.lookers = lookers;
        this.fresh = fresh;
    }

    /** @param lacking whether the service runs where it was called, and nowhere has the method */
    private record Finding(String text, boolean lacking) {
        private static final Finding NOTHING = new Finding("", false);
    }

    private record Look(CompletableFuture<Finding> finding, long began) {
        private boolean isOlderThan(Duration age) {
            return System.nanoTime() - began > age.toNanos();
        }
    }

    /**
     * The failure with what is known of its reason: {@link Code#UNIMPLEMENTED} if the service runs and no instance has the
     * method. May block for a short time, so not for the reading thread.
     *
     * @param left what is left of the call's time
     */
    RpcException explain(RpcException nobody, RpcMethod<?, ?> method, Duration left) {
        Finding found = find(method, left);
        RpcException known = found.lacking ? nobody.withCode(Code.UNIMPLEMENTED) : nobody;
        return known.withMore(found.text + echoHint());
    }

    /** Whether a call of this method that nobody was there for is in vain for now, as far as is known already. */
    boolean isLacking(RpcMethod<?, ?> method) {
        Look last = looks.get(method);
        return last != null && !last.isOlderThan(fresh) && last.finding.getNow(Finding.NOTHING).lacking;
    }

    /** What to add to the error of a call that perhaps nobody got but this connection; empty if that cannot be. */
    String echoHint() {
        return transport.hearsItself() ? "" : NO_ECHO;
    }

    private Finding find(RpcMethod<?, ?> method, Duration left) {
        Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
        if (wait.isNegative() || wait.isZero()) {
            return Finding.NOTHING;
        }
        Look look = looks.compute(method, (key, last) -> last == null || last.isOlderThan(fresh) ? begin(key) : last);
        try {
            return look.finding.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.NOTHING;
        } catch (TimeoutException | ExecutionException e) {
            return Finding.NOTHING;
        }
    }

    private Look begin(RpcMethod<?, ?> method) {
        return new Look(CompletableFuture.supplyAsync(() -> look(method), lookers), System.nanoTime());
    }

    private Finding look(RpcMethod<?, ?> method) {
        String service = method.service().name();
        List<ServiceInfo> found;
        try {
            found = discovery.info(service);
        } catch (RpcException | IllegalArgumentException e) {
            return Finding.NOTHING;
        }
        if (found.isEmpty()) {
            return new Finding("; discovery finds no instance of " + service, false);
        }
        for (ServiceInfo info : found) {
            for (ServiceInfo.Endpoint endpoint : info.endpoints()) {
                if (isOf(method, endpoint)) {
                    return new Finding(place(method, info, endpoint.subject()), false);
                }
            }
        }
        return without(method, found);
    }

    private static boolean isOf(RpcMethod<?, ?> method, ServiceInfo.Endpoint endpoint) {
        String named = endpoint.metadata().get(ServiceInfo.Endpoint.METHOD);
        return named == null ? endpoint.name().equals(method.name()) : named.equals(method.fullName());
    }

    /** What it means that none of these has the method. */
    private Finding without(RpcMethod<?, ?> method, List<ServiceInfo> found) {
        List<ServiceInfo> here =
                found.stream().filter(info -> isHere(method, info)).toList();
        if (here.isEmpty()) {
            return new Finding("; " + one(found.get(0)) + " is there, elsewhere and without this method", false);
        }
        String who = here.size() == 1
                ? one(here.get(0)) + " is there, but does not serve this method"
                : "none of the " + here.size() + " instances of " + name(here.get(0)) + " serves this method";
        return new Finding("; " + who, true);
    }

    /** Whether an instance serves under the prefix of this client: all methods of a service begin with the same token. */
    private boolean isHere(RpcMethod<?, ?> method, ServiceInfo info) {
        String wanted = method.parameters().template().pattern();
        int dot = wanted.indexOf('.');
        String start = prefix + (dot < 0 ? wanted : wanted.substring(0, dot + 1));
        return info.endpoints().stream().anyMatch(endpoint -> endpoint.subject().startsWith(start));
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
        return "instance " + WireHeaders.clean(info.instance().id()) + " of " + name(info);
    }

    private static String name(ServiceInfo info) {
        return WireHeaders.clean(info.instance().name());
    }
}
