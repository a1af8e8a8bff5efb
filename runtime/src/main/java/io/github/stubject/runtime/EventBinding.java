package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A service's events bound to a listener, ready to be added to a {@link ServiceHost}. Generated bindings make it. Immutable.
 */
public final class EventBinding {
    private final RpcService service;
    private final List<Subscribed<?>> subscribed;
    private final SubscribeOptions options;

    private EventBinding(RpcService service, List<Subscribed<?>> subscribed, SubscribeOptions options) {
        this.service = service;
        this.subscribed = List.copyOf(subscribed);
        this.options = options;
    }

    /** An event and what handles it. */
    record Subscribed<E extends Message>(EventMethod<E> event, EventHandler<E> handler) {}

    /** For generated code: a binding of an implementation of a generated listener. */
    public static <L> Builder builder(RpcService service, Class<L> contract, L listener, SubscribeOptions options) {
        return new Builder(service, contract, listener, options);
    }

    /** For generated code. */
    public static final class Builder {
        private final RpcService service;
        private final Class<?> contract;
        private final Object listener;
        private final SubscribeOptions options;
        private final List<Subscribed<?>> all = new ArrayList<>();
        private final List<Subscribed<?>> overridden = new ArrayList<>();

        private Builder(RpcService service, Class<?> contract, Object listener, SubscribeOptions options) {
            this.service = Objects.requireNonNull(service, "service");
            this.contract = Objects.requireNonNull(contract, "contract");
            this.listener = Objects.requireNonNull(listener, "listener");
            this.options = Objects.requireNonNull(options, "options");
        }

        /** Adds a blocking method, by the name that it has in Java. */
        public <E extends Message> Builder event(EventMethod<E> event, String javaName, Consumer<E> method) {
            return add(event, javaName, EventHandler.blocking(method));
        }

        /** Adds a method that does not block, by the name that it has in Java. */
        public <E extends Message> Builder eventAsync(
                EventMethod<E> event, String javaName, Function<E, ? extends CompletableFuture<?>> method) {
            return add(event, javaName, EventHandler.async(method));
        }

        private <E extends Message> Builder add(EventMethod<E> event, String javaName, EventHandler<E> handler) {
            Subscribed<E> subscribed = new Subscribed<>(event, handler);
            all.add(subscribed);
            Class<?> message = event.method().requests().prototype().getClass();
            if (Overrides.contains(listener, contract, javaName, message)) {
                overridden.add(subscribed);
            }
            return this;
        }

        /**
         * The binding.
         *
         * @param events the events to listen to, for listeners that reflection does not see into, such as proxies; if there are
         *     none, those whose methods the listener overrides
         * @throws IllegalArgumentException if the options do not say how a durable event is taken, or say something in vain
         */
        public EventBinding build(EventMethod<?>... events) {
            List<EventMethod<?>> chosen = Arrays.asList(events);
            List<Subscribed<?>> subscribed = chosen.isEmpty()
                    ? overridden
                    : all.stream().filter(one -> chosen.contains(one.event())).toList();
            if (subscribed.size() < chosen.size()) {
                throw new IllegalArgumentException("of " + chosen + " some are not events of " + service);
            }
            List<EventMethod<?>> listened = new ArrayList<>();
            subscribed.forEach(one -> listened.add(one.event()));
            options.checkFor(listened);
            return new EventBinding(service, subscribed, options);
        }
    }

    /** The service whose events they are. */
    public RpcService service() {
        return service;
    }

    /** The events that are listened to. */
    public List<EventMethod<?>> events() {
        List<EventMethod<?>> events = new ArrayList<>();
        subscribed.forEach(one -> events.add(one.event()));
        return List.copyOf(events);
    }

    List<Subscribed<?>> subscribed() {
        return subscribed;
    }

    SubscribeOptions options() {
        return options;
    }
}
