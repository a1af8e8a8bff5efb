package io.github.stubject.runtime;

import io.github.stubject.runtime.discovery.DiscoveryCodec;
import io.github.stubject.runtime.discovery.ServiceInfo;
import io.github.stubject.runtime.discovery.ServiceInstance;
import io.github.stubject.runtime.discovery.ServiceStats;
import io.github.stubject.runtime.discovery.Verb;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Answers discovery for the services of one host, as the NATS services specification (ADR-32) says. On the thread that reads
 * the questions: answers are made of counters alone, and wait for nothing.
 */
final class DiscoveryResponder {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private final Transport transport;
    private final ReplyGuard guard;
    private final Predicate<HostedMethod<?, ?>> serving;
    private final Predicate<HostedMethod<?, ?>> overloaded;
    private final List<Listed> services = new ArrayList<>();
    private volatile Instant started = Instant.now();

    /** A service of the host. */
    private record Listed(RpcService service, ServiceInstance instance, List<HostedMethod<?, ?>> methods) {}

    /**
     * @param serving whether a method takes calls from its queue group now
     * @param overloaded whether it has just refused calls
     */
    DiscoveryResponder(
            String instance,
            Transport transport,
            ReplyGuard guard,
            List<HostedMethod<?, ?>> methods,
            Predicate<HostedMethod<?, ?>> serving,
            Predicate<HostedMethod<?, ?>> overloaded) {
        this.transport = transport;
        this.guard = guard;
        this.serving = serving;
        this.overloaded = overloaded;
        Map<String, List<HostedMethod<?, ?>>> byName = new LinkedHashMap<>();
        for (HostedMethod<?, ?> method : methods) {
            byName.computeIfAbsent(method.method().service().name(), any -> new ArrayList<>())
                    .add(method);
        }
        byName.forEach((name, itsMethods) -> {
            RpcService service = itsMethods.get(0).method().service();
            ServiceInstance self = new ServiceInstance(name, instance, service.version(), service.metadata());
            services.add(new Listed(service, self, itsMethods));
        });
    }

    /** Counts anew from now on. */
    void restart() {
        started = Instant.now();
    }

    void subscribe(SubscriptionGroup group) {
        for (Verb verb : Verb.values()) {
            group.subscribe(
                    verb.subject(), null, question -> services.forEach(listed -> answer(question, verb, listed)));
            for (Listed listed : services) {
                String name = listed.instance().name();
                String id = listed.instance().id();
                for (String subject : List.of(verb.subject(name), verb.subject(name, id))) {
                    group.subscribe(subject, null, question -> answer(question, verb, listed));
                }
            }
        }
    }

    private void answer(InboundMessage question, Verb verb, Listed listed) {
        String replyTo = question.replyTo();
        if (replyTo == null || !guard.isSafe(replyTo)) {
            return;
        }
        try {
            byte[] answer = switch (verb) {
                case PING -> DiscoveryCodec.ping(listed.instance());
                case INFO -> DiscoveryCodec.info(info(listed));
                case STATS -> DiscoveryCodec.stats(stats(listed));
            };
            transport.publish(replyTo, null, null, answer);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "A question of discovery was not answered", Printable.of(e));
        }
    }

    private ServiceInfo info(Listed listed) {
        List<ServiceInfo.Endpoint> endpoints = new ArrayList<>();
        for (HostedMethod<?, ?> hosted : listed.methods()) {
            RpcMethod<?, ?> method = hosted.method();
            Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put(ServiceInfo.Endpoint.METHOD, method.fullName());
            metadata.put(
                    ServiceInfo.Endpoint.REQUEST_TYPE,
                    method.requests().descriptor().getFullName());
            metadata.put(
                    ServiceInfo.Endpoint.RESPONSE_TYPE,
                    method.responses().descriptor().getFullName());
            metadata.putAll(method.metadata());
            endpoints.add(
                    new ServiceInfo.Endpoint(method.name(), hosted.subject().pattern(), queueGroup(hosted), metadata));
        }
        return new ServiceInfo(listed.instance(), listed.service().description(), endpoints);
    }

    private ServiceStats stats(Listed listed) {
        List<ServiceStats.Endpoint> endpoints = new ArrayList<>();
        for (HostedMethod<?, ?> hosted : listed.methods()) {
            MethodStats stats = hosted.stats();
            endpoints.add(new ServiceStats.Endpoint(
                    hosted.method().name(),
                    hosted.subject().pattern(),
                    queueGroup(hosted),
                    stats.requests(),
                    stats.errors() + stats.invalid() + stats.rejected(),
                    stats.lastError(),
                    stats.processingTime(),
                    stats.requests() == 0
                            ? Duration.ZERO
                            : stats.processingTime().dividedBy(stats.requests()),
                    data(hosted, stats)));
        }
        return new ServiceStats(listed.instance(), started, endpoints);
    }

    private String data(HostedMethod<?, ?> hosted, MethodStats stats) {
        return "{\"serving\":" + serving.test(hosted)
                + ",\"overloaded\":" + overloaded.test(hosted)
                + ",\"in_flight\":" + hosted.gate().inFlight()
                + ",\"invalid\":" + stats.invalid()
                + ",\"rejected\":" + stats.rejected()
                + ",\"expired\":" + stats.expired()
                + ",\"cancelled\":" + stats.cancelled() + "}";
    }

    private static String queueGroup(HostedMethod<?, ?> hosted) {
        String group = hosted.queueGroup();
        return group == null ? "" : group;
    }
}
