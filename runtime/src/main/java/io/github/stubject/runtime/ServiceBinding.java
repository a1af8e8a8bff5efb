package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.proto.SubjectTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service's methods bound to an implementation, ready to be added to a {@link ServiceHost}. Generated bindings make
 * it. Immutable.
 */
public final class ServiceBinding {
    private final RpcService service;
    private final List<Endpoint<?, ?>> endpoints;
    private final Map<String, String> pinned;
    private final UnaryOperator<@Nullable String> queueGroup;

    private ServiceBinding(
            RpcService service,
            List<Endpoint<?, ?>> endpoints,
            Map<String, String> pinned,
            UnaryOperator<@Nullable String> queueGroup) {
        this.service = service;
        this.endpoints = List.copyOf(endpoints);
        this.pinned = pinned;
        this.queueGroup = queueGroup;
    }

    /** A method and what serves it. */
    record Endpoint<Q extends Message, R extends Message>(RpcMethod<Q, R> method, MethodHandler<Q, R> handler) {}

    /** For generated code: a binding of an implementation of a generated interface. */
    public static <S> Builder builder(RpcService service, Class<S> contract, S implementation) {
        return new Builder(service, contract, implementation);
    }

    /** For generated code. */
    public static final class Builder {
        private final RpcService service;
        private final Class<?> contract;
        private final Object implementation;
        private final List<Endpoint<?, ?>> all = new ArrayList<>();
        private final List<Endpoint<?, ?>> overridden = new ArrayList<>();

        private Builder(RpcService service, Class<?> contract, Object implementation) {
            this.service = Objects.requireNonNull(service, "service");
            this.contract = Objects.requireNonNull(contract, "contract");
            this.implementation = Objects.requireNonNull(implementation, "implementation");
        }

        /** Adds a blocking method, by the name that it has in Java. */
        public <Q extends Message, R extends Message> Builder unary(
                RpcMethod<Q, R> method, String javaName, Function<Q, R> handler) {
            return add(method, javaName, new MethodHandler.Unary<>(UnaryHandler.blocking(handler), true));
        }

        /** Adds a method that does not block, by the name that it has in Java. */
        public <Q extends Message, R extends Message> Builder unaryAsync(
                RpcMethod<Q, R> method, String javaName, Function<Q, CompletableFuture<R>> handler) {
            return add(method, javaName, new MethodHandler.Unary<>(UnaryHandler.async(handler), false));
        }

        /** Adds a blocking method with any number of responses. */
        public <Q extends Message, R extends Message> Builder serverStreaming(
                RpcMethod<Q, R> method, String javaName, Function<Q, Stream<R>> handler) {
            return addStream(method, javaName, StreamHandler.serverStreaming(handler));
        }

        /** Adds a blocking method with any number of requests. */
        public <Q extends Message, R extends Message> Builder clientStreaming(
                RpcMethod<Q, R> method, String javaName, Function<Stream<Q>, R> handler) {
            return addStream(method, javaName, StreamHandler.clientStreaming(handler));
        }

        /** Adds a blocking method with any number of both. */
        public <Q extends Message, R extends Message> Builder bidiStreaming(
                RpcMethod<Q, R> method, String javaName, Function<Stream<Q>, Stream<R>> handler) {
            return addStream(method, javaName, StreamHandler.bidiStreaming(handler));
        }

        /** Adds a method that does not block, with any number of responses. */
        public <Q extends Message, R extends Message> Builder serverStreamingAsync(
                RpcMethod<Q, R> method, String javaName, Function<Q, Flow.Publisher<R>> handler) {
            return addStream(method, javaName, StreamHandler.serverStreamingAsync(handler));
        }

        /** Adds a method that does not block, with any number of requests. */
        public <Q extends Message, R extends Message> Builder clientStreamingAsync(
                RpcMethod<Q, R> method, String javaName, Function<Flow.Publisher<Q>, CompletableFuture<R>> handler) {
            return addStream(method, javaName, StreamHandler.clientStreamingAsync(handler));
        }

        /** Adds a method that does not block, with any number of both. */
        public <Q extends Message, R extends Message> Builder bidiStreamingAsync(
                RpcMethod<Q, R> method, String javaName, Function<Flow.Publisher<Q>, Flow.Publisher<R>> handler) {
            return addStream(method, javaName, StreamHandler.bidiStreamingAsync(handler));
        }

        private <Q extends Message, R extends Message> Builder addStream(
                RpcMethod<Q, R> method, String javaName, StreamHandler<Q, R> handler) {
            return add(method, javaName, new MethodHandler.Streaming<>(handler));
        }

        private <Q extends Message, R extends Message> Builder add(
                RpcMethod<Q, R> method, String javaName, MethodHandler<Q, R> handler) {
            Endpoint<Q, R> endpoint = new Endpoint<>(method, handler);
            all.add(endpoint);
            if (Overrides.contains(implementation, contract, javaName, parameterOf(method, handler))) {
                overridden.add(endpoint);
            }
            return this;
        }

        private static Class<?> parameterOf(RpcMethod<?, ?> method, MethodHandler<?, ?> handler) {
            if (!method.kind().isRequestStream()) {
                return method.requests().prototype().getClass();
            }
            return handler.isBlocking() ? Stream.class : Flow.Publisher.class;
        }

        /**
         * The binding.
         *
         * @param methods the methods to serve, for implementations that reflection does not see into, such as proxies; if
         *     there are none, those that the implementation overrides
         */
        public ServiceBinding build(RpcMethod<?, ?>... methods) {
            List<RpcMethod<?, ?>> chosen = Arrays.asList(methods);
            List<Endpoint<?, ?>> served = chosen.isEmpty()
                    ? overridden
                    : all.stream()
                            .filter(endpoint -> chosen.contains(endpoint.method()))
                            .toList();
            if (served.size() < chosen.size()) {
                throw new IllegalArgumentException("of " + chosen + " some are not methods of " + service);
            }
            return new ServiceBinding(service, served, Map.of(), group -> group);
        }
    }

    /**
     * The same, serving only the requests that have this value in their subject: for {@code orders.{region}.place} and
     * {@code region} as {@code eu}, what is sent to {@code orders.eu.place}. Applies to all methods of the service.
     *
     * @param parameter the parameter as the subject names it, without braces
     * @throws IllegalArgumentException if the value is no legal token, or a method has no such parameter
     */
    public ServiceBinding withParameter(String parameter, String value) {
        String fault = SubjectTemplate.faultOf(value);
        if (fault != null) {
            throw new IllegalArgumentException("value of {" + parameter + "} " + fault);
        }
        for (Endpoint<?, ?> endpoint : endpoints) {
            if (!endpoint.method().parameters().template().parameters().contains(parameter)) {
                throw new IllegalArgumentException(
                        endpoint.method() + " has no parameter {" + parameter + "} in its subject");
            }
        }
        Map<String, String> more = new LinkedHashMap<>(pinned);
        more.put(parameter, value);
        return new ServiceBinding(service, endpoints, Map.copyOf(more), queueGroup);
    }

    /** The same in another queue group than the schema says: its instances share the requests among themselves. */
    public ServiceBinding withQueueGroup(String group) {
        RpcMethod.checkQueueGroup(group);
        return new ServiceBinding(service, endpoints, pinned, schemas -> group);
    }

    /**
     * The same without a queue group, whatever the schema says: this instance gets every request.
     *
     * @throws IllegalArgumentException if a method streams
     */
    public ServiceBinding withoutQueueGroup() {
        endpoints.forEach(endpoint -> endpoint.method()
                .checkNeedsNoQueueGroup(
                        "; bind it apart from those that are to have none: of(implementation, methods...)"));
        return new ServiceBinding(service, endpoints, pinned, schemas -> null);
    }

    /** The service that is bound. */
    public RpcService service() {
        return service;
    }

    /** The methods that are served. */
    public List<RpcMethod<?, ?>> methods() {
        List<RpcMethod<?, ?>> methods = new ArrayList<>();
        endpoints.forEach(endpoint -> methods.add(endpoint.method()));
        return List.copyOf(methods);
    }

    List<Endpoint<?, ?>> endpoints() {
        return endpoints;
    }

    /** The queue group of an endpoint; {@code null} if it has none. */
    @Nullable
    String queueGroupOf(Endpoint<?, ?> endpoint) {
        return queueGroup.apply(endpoint.method().queueGroup());
    }

    /** The subject of an endpoint with the pinned values filled in. */
    SubjectTemplate templateOf(Endpoint<?, ?> endpoint) {
        SubjectTemplate template = endpoint.method().parameters().template();
        for (Map.Entry<String, String> pin : pinned.entrySet()) {
            template = template.with(pin.getKey(), pin.getValue());
        }
        return template;
    }
}
