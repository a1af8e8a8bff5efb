package io.github.stubject.runtime;

import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.internal.transport.JnatsTransport;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.Connection;
import io.nats.client.NUID;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serves implementations over a connection, whose owner remains the user. A process has usually one host; each host is
 * one instance of its services. Safe for any thread.
 *
 * <p>One thread reads the requests of a host. Implementations run on virtual threads where the JDK has them (21 and
 * later), else on a pool of at most 256 threads, and may run at the same time for several requests. What comes while
 * {@linkplain Builder#maxInFlight as many requests as allowed} are in flight is refused at once as
 * {@link Code#RESOURCE_EXHAUSTED}.
 */
public final class ServiceHost implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private static final Duration SUBSCRIBE_LIMIT = Duration.ofSeconds(5);
    private static final Duration SHORTEST_FLUSH = Duration.ofSeconds(1);

    /** How long what is cancelled at the end has for its answer. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final String instance = NUID.nextGlobal();
    private final Transport transport;
    private final RunningCalls running = new RunningCalls();
    private final HostLimits limits;
    private final HostStreams streams;
    private final HandlerThreads threads;
    private final List<HostedMethod<?, ?>> methods = new ArrayList<>();
    /** What reaches this instance alone, or all: reserved tails and discovery. */
    private final SubscriptionGroup direct;

    private final QueueMembership membership;
    private final OverloadWatch overload;
    private final DiscoveryResponder discovery;
    private final EventSubscriptions events;
    private final Duration drainTimeout;
    private final Thread shutdownHook = new Thread(this::close, "stubject-shutdown");
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Runnable endListening = () -> {};

    private ServiceHost(Builder builder) {
        List<ServedEndpoint> served = builder.served();
        List<ListenedEvent<?>> listened = ListenedEvent.of(builder.listeners, builder.prefix, served);
        this.transport = builder.transport;
        this.drainTimeout = builder.drainTimeout;
        this.limits = new HostLimits(
                builder.maxInFlight,
                builder.maxStreams,
                served.stream().map(ServedEndpoint::handler).toList());
        this.threads = new HandlerThreads(served.size());
        // An answer is neither to be a call of this host nor an event.
        ReplyGuard guard = new ReplyGuard(Stream.concat(
                        served.stream().map(ServedEndpoint::subject),
                        listened.stream().map(ListenedEvent::subject))
                .toList());
        this.streams = new HostStreams(transport, guard, builder.beat);
        HostContext context = new HostContext(
                instance,
                transport,
                running,
                List.copyOf(builder.interceptors),
                guard,
                new ReplyFactory(instance, transport.maxPayload()),
                streams);
        for (ServedEndpoint one : served) {
            methods.add(new HostedMethod<>(
                    one.endpoint(),
                    one.subject(),
                    one.queueGroup(),
                    context,
                    limits.newGate(one.handler(), builder.limits.get(one.method())),
                    one.holdsThread() ? threads.forStreams() : threads.forMethod(),
                    this::overloaded));
        }
        this.direct = transport.newSubscriptionGroup();
        this.membership = new QueueMembership(transport, methods);
        this.overload = new OverloadWatch(membership, new OtherInstances(transport, instance)::serve);
        this.discovery =
                new DiscoveryResponder(instance, transport, guard, methods, membership::contains, overload::isWatching);
        this.events = new EventSubscriptions(transport, context.interceptors(), listened);
    }

    private void overloaded(HostedMethod<?, ?> method) {
        overload.refused(method);
    }

    /** A host over a connection. */
    public static Builder builder(Connection nats) {
        return new Builder(new JnatsTransport(nats));
    }

    /** For Stubject's own modules: a host over another transport. */
    public static Builder builder(Transport transport) {
        return new Builder(transport);
    }

    /** Makes and starts hosts. */
    public static final class Builder {
        private static final int DEFAULT_MAX_IN_FLIGHT = 1024;
        private static final int DEFAULT_MAX_STREAMS = 16 * 1024;
        private static final Duration DEFAULT_DRAIN = Duration.ofSeconds(30);
        private static final Duration LONGEST_DRAIN = Duration.ofDays(1);

        private final Transport transport;
        private final List<ServiceBinding> bindings = new ArrayList<>();
        private final List<EventBinding> listeners = new ArrayList<>();
        private final List<StreamSetup> streams = new ArrayList<>();
        private final List<Interceptor> interceptors = new ArrayList<>();
        private final Map<RpcMethod<?, ?>, Integer> limits = new HashMap<>();
        private @Nullable SubjectTemplate prefix;
        private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
        private int maxStreams = DEFAULT_MAX_STREAMS;
        private Duration drainTimeout = DEFAULT_DRAIN;
        private Duration beat = Beats.EVERY;

        private Builder(Transport transport) {
            this.transport = Objects.requireNonNull(transport, "transport");
        }

        /** Adds a service. */
        public Builder add(ServiceBinding binding) {
            bindings.add(Objects.requireNonNull(binding, "binding"));
            return this;
        }

        /** Adds a listener: its events are subscribed to. Several may listen to the same event. */
        public Builder add(EventBinding binding) {
            listeners.add(Objects.requireNonNull(binding, "binding"));
            return this;
        }

        /**
         * Has a stream prepared when the host starts, before anything is subscribed to. A stream without a prefix of its own gets
         * that of the host.
         */
        public Builder stream(EventStream stream, Setup setup) {
            streams.add(new StreamSetup(stream, setup));
            return this;
        }

        /**
         * Puts tokens before every subject: an environment or a tenant. Clients need the same prefix.
         *
         * @param prefix one or more tokens, such as {@code staging}
         * @throws IllegalArgumentException if it is no legal beginning of a subject
         */
        public Builder prefix(String prefix) {
            this.prefix = RpcClient.checkPrefix(prefix);
            return this;
        }

        /** Adds an interceptor, inside of those that were added before. */
        public Builder intercept(Interceptor interceptor) {
            interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
            return this;
        }

        /**
         * How many requests may be in flight at the same time, those that wait for a thread included; 1,024 unless set. A
         * quarter of them is kept for the methods in equal parts, so that a slow one does not stop the others.
         */
        public Builder maxInFlight(int requests) {
            this.maxInFlight = checkLimit("maxInFlight", requests);
            return this;
        }

        /**
         * How many streams may be open at the same time, beside the requests in flight; 16,384 unless set. Before JDK 21 a
         * stream of a blocking implementation holds a thread, and there are 1,024 of them.
         */
        public Builder maxStreams(int streams) {
            this.maxStreams = checkLimit("maxStreams", streams);
            return this;
        }

        /** How many requests of one method may be in flight at the same time; unless set, as many as the host's. */
        public Builder maxInFlight(RpcMethod<?, ?> method, int requests) {
            limits.put(method, checkLimit("maxInFlight", requests));
            return this;
        }

        private static int checkLimit(String name, int most) {
            if (most < 1) {
                throw new IllegalArgumentException(name + " is " + most + "; it must be 1 or more");
            }
            return most;
        }

        /** How long closing waits for what is in flight, from nothing to a day; 30 s unless set. */
        public Builder drainTimeout(Duration limit) {
            if (limit.isNegative() || limit.compareTo(LONGEST_DRAIN) > 0) {
                throw new IllegalArgumentException("drainTimeout is " + limit + "; allowed is 0 to " + LONGEST_DRAIN);
            }
            this.drainTimeout = limit;
            return this;
        }

        /** For tests that do not want to wait: the time from beat to beat of streams. Clients must have the same. */
        Builder beat(Duration time) {
            this.beat = time;
            return this;
        }

        /**
         * Starts a host. When this returns, the server knows what it serves.
         *
         * @throws IllegalArgumentException if the subjects of two methods could meet, or a limit is set for a method that is
         *     not served
         * @throws IllegalStateException if the connection cannot subscribe, or may not, if a stream is missing or not as it should
         *     be, or if a stream captures what is called here
         */
        public ServiceHost start() {
            StreamSetup.runAll(streams, prefix, transport);
            ServiceHost host = new ServiceHost(this);
            host.start();
            return host;
        }

        /**
         * The consumers that the listeners need, for those who manage JetStream with other tools: a JSON array of the requests
         * that JetStream's API takes. Nothing is made, and nothing is asked of the server.
         */
        public String consumersAsJson() {
            return ListenedEvent.of(listeners, prefix, List.of()).stream()
                    .filter(ListenedEvent::isStored)
                    .flatMap(listened -> ConsumerPlan.of(listened).stream())
                    .map(ConsumerPlan::json)
                    .collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
        }

        private List<ServedEndpoint> served() {
            List<ServedEndpoint> all = ServedEndpoint.of(bindings, prefix);
            Set<RpcMethod<?, ?>> notServed = new HashSet<>(limits.keySet());
            all.forEach(served -> notServed.remove(served.method()));
            if (!notServed.isEmpty()) {
                throw new IllegalArgumentException(
                        "maxInFlight is set for " + notServed + ", which is not served here");
            }
            return all;
        }
    }

    private void start() {
        try (StreamCapture capture = StreamCapture.begin(transport, methods)) {
            for (HostedMethod<?, ?> method : methods) {
                String subject = method.subject().pattern();
                direct.subscribe(ReservedTail.ofInstance(subject, instance), null, method::receiveChosen);
                direct.subscribe(ReservedTail.ofAll(subject), null, method::receiveForAll);
            }
            discovery.subscribe(direct);
            // Before calls come, so that none is without the rest of the protocol.
            transport.flush(SUBSCRIBE_LIMIT);
            capture.check();
            RefusedSubjects refused = new RefusedSubjects(transport);
            membership.join();
            refused.check(
                    methods.stream().map(method -> method.subject().pattern()).toList());
            events.start(SUBSCRIBE_LIMIT);
        } catch (TimeoutException e) {
            close();
            throw new IllegalStateException(
                    "the server did not confirm the subscriptions within " + SUBSCRIBE_LIMIT, e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while subscribing", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        Runnable endListeningToClose = transport.onClose(
                () -> Threads.daemons("stubject-close").newThread(this::close).start());
        Runnable endListeningToDisconnect = transport.onDisconnect(streams::disconnected);
        endListening = () -> {
            endListeningToClose.run();
            endListeningToDisconnect.run();
        };
        LOG.log(
                methods.isEmpty() && events.isEmpty() ? Level.WARNING : Level.INFO,
                StartLog.of(instance, methods, events.stats()));
    }

    /** The id of this instance, unlike any other's: what {@link Response#instance} shows. */
    public String instance() {
        return instance;
    }

    /** What happened to the requests so far, for each method that is served. */
    public Map<RpcMethod<?, ?>, MethodStats> stats() {
        Map<RpcMethod<?, ?>, MethodStats> stats = new LinkedHashMap<>();
        methods.forEach(method -> stats.put(method.method(), method.stats()));
        return stats;
    }

    /** What became of the events so far, for each event of each listener. */
    public List<SubscriptionStats> subscriptions() {
        return events.stats();
    }

    /** The streams, for tests. */
    HostStreams streams() {
        return streams;
    }

    /** How many requests have been taken up and not answered. */
    int inFlight() {
        return limits.inFlight();
    }

    /** How many cancels have come whose requests have not. */
    int earlyCancels() {
        return running.remembered();
    }

    /** Starts all counting anew, as {@link #stats()}, {@link #subscriptions()} and discovery show it. */
    public void resetStats() {
        events.resetStats();
        methods.forEach(method -> method.counters().reset());
        discovery.restart();
    }

    /** Waits until this host is closed: by {@link #close}, by the end of its connection, or by SIGTERM or Ctrl-C. */
    public void awaitShutdown() throws InterruptedException {
        closed.await();
    }

    /**
     * Stops without losing requests: unsubscribes, so that new ones go to other instances; runs what has arrived; waits
     * until it is answered and the answers are out; answers discovery until then. What is still running after the
     * {@linkplain Builder#drainTimeout limit} is cancelled and interrupted, what still waits is refused. The connection stays
     * open. SIGTERM does the same. Does nothing when repeated, except that it waits for the first. Not for implementations:
     * called by one, it waits for that one until the limit.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitClosed();
            return;
        }
        boolean interrupted = false;
        long end = System.nanoTime() + drainTimeout.toNanos();
        try {
            drain(end);
            flush(end);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            membership.close();
            direct.close();
            events.close();
            threads.shutdownNow();
            streams.close();
            removeShutdownHook();
            endListening.run();
            closed.countDown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void drain(long end) throws InterruptedException {
        overload.close();
        methods.forEach(HostedMethod::drain);
        boolean emptied = membership.drain(drainTimeout);
        emptied &= events.drain(Duration.ofNanos(Math.max(left(end), SHORTEST_FLUSH.toNanos())));
        // One after the other is waited for; they run at the same time.
        boolean answered = limits.awaitEmpty(Duration.ofNanos(left(end)));
        boolean heard = events.awaitIdle(Duration.ofNanos(left(end)));
        if (!answered) {
            LOG.log(Level.WARNING, "Closed while {0} requests were in flight; they are cancelled", limits.inFlight());
            running.all().forEach(TakenCall::abort);
        }
        if (!heard) {
            LOG.log(Level.WARNING, "Closed while events were handled; what handles them is cancelled");
            events.abort();
        }
        if (!answered || !heard) {
            awaitLastWords();
        } else if (!emptied && transport.isConnected()) {
            LOG.log(Level.WARNING, "Closed before the server confirmed the end of the subscriptions");
        }
        // What reaches this instance alone until its very end is refused rather than left without an answer.
        boolean unused = direct.drain(Duration.ofNanos(Math.max(left(end), SHORTEST_FLUSH.toNanos())));
    }

    private void awaitLastWords() throws InterruptedException {
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        boolean unusedIfLate = limits.awaitEmpty(LAST_WORDS);
        unusedIfLate = events.awaitIdle(Duration.ofNanos(left(end)));
    }

    private void flush(long end) throws InterruptedException {
        boolean unusedIfLate = streams.writer().awaitIdle(Math.max(left(end), SHORTEST_FLUSH.toNanos()));
        if (transport.isConnected()) {
            try {
                transport.flush(Duration.ofNanos(Math.max(left(end), SHORTEST_FLUSH.toNanos())));
            } catch (TimeoutException e) {
                LOG.log(Level.WARNING, "The server did not confirm the last replies", e);
            }
        }
    }

    private static long left(long end) {
        return Math.max(0, end - System.nanoTime());
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down, and this may well be its hook.
        }
    }
}
