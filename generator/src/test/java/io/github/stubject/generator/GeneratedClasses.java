package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.generator.served.GeneratedService;
import io.github.stubject.generator.served.ServedCalls;
import io.github.stubject.generator.served.ServedEvents;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.SubscribeOptions;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Uses generated classes: runs their initializers, ties an implementation to each service, and calls all that it has, in memory.
 */
final class GeneratedClasses {
    private static final String BINDING = "Binding.java";
    private static final Set<String> CALLS = Set.of("of", "ofAsync");
    private static final Set<String> EVENTS = Set.of("listener", "listenerAsync");
    private static final Set<String> CALLS_AND_EVENTS = Set.of("of", "ofAsync", "listener", "listenerAsync");

    private GeneratedClasses() {}

    static void assertThatTheyWork(Path sources, URLClassLoader classes) throws Exception {
        try (classes) {
            assertThatTheyWork(load(sources, classes));
        }
    }

    static void assertThatTheyWork(List<GeneratedService> services) throws Exception {
        assertThat(services).isNotEmpty();
        for (GeneratedService service : services) {
            Class<?> binding = service.binding();
            assertThat(ways(binding)).isIn(CALLS, EVENTS, CALLS_AND_EVENTS);
            for (String way : ways(binding)) {
                assertThatItBinds(binding, way);
            }
        }
        ServedCalls.blockingClientsAreAnswered(services);
        ServedCalls.asynchronousClientsAreAnswered(services);
        ServedEvents.listenersHear(services);
    }

    /** The services whose bindings are below the folder. */
    static List<GeneratedService> load(Path sources, ClassLoader classes) throws Exception {
        List<GeneratedService> services = new ArrayList<>();
        for (String file : Goldens.read(sources, BINDING).keySet()) {
            String name = file.substring(0, file.length() - BINDING.length()).replace('/', '.');
            services.add(GeneratedService.load(name, classes));
        }
        return services;
    }

    /** The names of the methods that make bindings. */
    private static Set<String> ways(Class<?> binding) {
        return Stream.of(binding.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    private static void assertThatItBinds(Class<?> binding, String method) throws ReflectiveOperationException {
        Method of = Stream.of(binding.getMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElseThrow();
        Class<?> contract = of.getParameterTypes()[0];
        Object implementation = Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, InvocationHandler::invokeDefault);
        assertThat(of.invoke(null, arguments(of, implementation))).isNotNull();
        for (Method called : contract.getMethods()) {
            assertThatThrownBy(() -> call(implementation, called))
                    .as(called.toString())
                    .hasRootCauseInstanceOf(RpcException.class);
        }
    }

    private static Object[] arguments(Method of, Object implementation) {
        List<Object> arguments = new ArrayList<>(List.of(implementation));
        for (Class<?> type : List.of(of.getParameterTypes()).subList(1, of.getParameterCount())) {
            arguments.add(
                    type.isArray()
                            ? Array.newInstance(type.getComponentType(), 0)
                            : SubscribeOptions.DEFAULT.withoutStored());
        }
        return arguments.toArray();
    }

    /** Calls the method as its interface implements it, and waits for what it returns. */
    private static void call(Object implementation, Method method) throws Exception {
        Object result = method.invoke(implementation, (Object) null);
        CompletableFuture<?> end = result instanceof Flow.Publisher<?> publisher
                ? endOf(publisher)
                : (CompletableFuture<?>) Objects.requireNonNull(result);
        end.get(0, TimeUnit.SECONDS);
    }

    private static CompletableFuture<?> endOf(Flow.Publisher<?> publisher) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        publisher.subscribe(new Flow.Subscriber<Object>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(Object item) {
                end.completeExceptionally(new AssertionError(item));
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                end.complete(null);
            }
        });
        return end;
    }
}
