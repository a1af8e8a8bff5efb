package io.github.stubject.generator.served;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.github.stubject.runtime.CallContext;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.ServiceBinding;
import io.github.stubject.testing.StubjectTest;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Calls each method of services through their generated clients, one style at the client and the other at the host. */
public final class ServedCalls {
    private static final String BLOCKING = "";
    private static final String ASYNC = "Async";

    /** Which methods of which interfaces ran, and on which subject. */
    private final Map<String, String> ran = new ConcurrentHashMap<>();

    private final Map<String, String> called = new TreeMap<>();

    private ServedCalls() {}

    /** Blocking clients of asynchronous implementations, all on one host. */
    public static void blockingClientsAreAnswered(List<GeneratedService> services) throws Exception {
        new ServedCalls().call(services, BLOCKING, ASYNC);
    }

    /** Asynchronous clients of blocking implementations, all on one host. */
    public static void asynchronousClientsAreAnswered(List<GeneratedService> services) throws Exception {
        new ServedCalls().call(services, ASYNC, BLOCKING);
    }

    private void call(List<GeneratedService> services, String clientStyle, String hostStyle) throws Exception {
        List<GeneratedService> callable = services.stream()
                .filter(service -> !service.methods().isEmpty())
                .toList();
        ServiceBinding[] bindings = new ServiceBinding[callable.size()];
        for (int i = 0; i < bindings.length; i++) {
            bindings[i] = bind(callable.get(i), hostStyle);
        }
        try (StubjectTest test = StubjectTest.serving(bindings)) {
            for (GeneratedService service : callable) {
                Object client = client(service, test.client(), clientStyle);
                Map<String, Method> java = GeneratedService.java(service.type(clientStyle));
                for (RpcMethod<?, ?> method : service.methods().values()) {
                    String name = GeneratedService.javaName(method.name());
                    call(client, method, requireNonNull(java.get(name), name), key(service, hostStyle, name));
                }
            }
        }
        assertThat(ran).isEqualTo(called);
    }

    /** All methods of the service. Each answers with one message, once it has all requests. */
    private ServiceBinding bind(GeneratedService service, String style) throws ReflectiveOperationException {
        Object implementation = service.implement(style, (proxy, method, arguments) -> {
            ran.put(key(service, style, method.getName()), CallContext.current().subject());
            return answer(method.getReturnType(), method.getGenericReturnType(), arguments[0]);
        });
        RpcMethod<?, ?>[] all = service.methods().values().toArray(RpcMethod<?, ?>[]::new);
        return (ServiceBinding)
                service.factory(style.equals(ASYNC) ? "ofAsync" : "of").invoke(null, implementation, all);
    }

    private static Object client(GeneratedService service, RpcClient rpc, String style)
            throws ReflectiveOperationException {
        Class<?> type = service.type("Client");
        Object client = type.getMethod("create", RpcClient.class).invoke(null, rpc);
        return style.equals(ASYNC) ? type.getMethod("async").invoke(client) : client;
    }

    private void call(Object client, RpcMethod<?, ?> method, Method java, String key) throws Exception {
        Type type = java.getGenericParameterTypes()[0];
        Message request = method.subject().contains("{") ? Messages.filled(type) : Messages.of(type);
        called.put(key, Messages.subject(method.subject(), request));

        Object answer = java.invoke(client, in(java.getParameterTypes()[0], request));

        assertThat(all(answer)).as(method.toString()).isEqualTo(List.of(Messages.of(java.getGenericReturnType())));
    }

    private static String key(GeneratedService service, String style, String javaName) {
        return service.name() + style + "." + javaName;
    }

    private static Object in(Class<?> holder, Message request) {
        if (holder == Stream.class) {
            return Stream.of(request);
        }
        return holder == Flow.Publisher.class ? Flows.one(request) : request;
    }

    private static List<?> all(Object answer) throws Exception {
        if (answer instanceof Stream<?> stream) {
            return stream.toList();
        }
        if (answer instanceof Flow.Publisher<?> publisher) {
            return Flows.all(publisher).get(10, TimeUnit.SECONDS);
        }
        return List.of(answer instanceof CompletableFuture<?> future ? future.get(10, TimeUnit.SECONDS) : answer);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Failures show at the caller, as answers that do not come.
    private static Object answer(Class<?> holder, Type type, Object request) throws ReflectiveOperationException {
        Message response = Messages.of(type);
        if (request instanceof Stream<?> requests) {
            assertThat(requests.toList()).hasSize(1);
        }
        CompletableFuture<?> requests = request instanceof Flow.Publisher<?> publisher
                ? Flows.all(publisher)
                : CompletableFuture.completedFuture(request);
        if (holder == CompletableFuture.class) {
            return requests.thenApply(all -> response);
        }
        if (holder == Flow.Publisher.class) {
            return (Flow.Publisher<Message>)
                    subscriber -> requests.thenRun(() -> Flows.one(response).subscribe(subscriber));
        }
        return holder == Stream.class ? Stream.of(response) : response;
    }
}
