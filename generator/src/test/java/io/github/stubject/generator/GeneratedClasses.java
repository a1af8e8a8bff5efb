package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.SubscribeOptions;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
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

/** Runs the initializers of generated classes, and ties an implementation to each service. */
final class GeneratedClasses {
    private static final Set<String> CALLS = Set.of("of", "ofAsync");
    private static final Set<String> EVENTS = Set.of("listener", "listenerAsync");
    private static final Set<String> CALLS_AND_EVENTS = Set.of("of", "ofAsync", "listener", "listenerAsync");

    private GeneratedClasses() {}

    static void assertThatTheyWork(Path golden, URLClassLoader classes) throws Exception {
        List<String> bindings = bindings(golden);
        assertThat(bindings).isNotEmpty();
        try (classes) {
            for (String name : bindings) {
                Class<?> binding = classes.loadClass(name);
                for (Field constant : binding.getFields()) {
                    assertThat(constant.get(null)).as(constant.toString()).isNotNull();
                }
                assertThat(ways(binding)).isIn(CALLS, EVENTS, CALLS_AND_EVENTS);
                for (String way : ways(binding)) {
                    assertThatItBinds(binding, way);
                }
            }
        }
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

    private static List<String> bindings(Path golden) throws IOException {
        List<String> names = new ArrayList<>();
        for (String file : Goldens.read(golden, "Binding.java").keySet()) {
            names.add(file.substring(0, file.length() - ".java".length()).replace('/', '.'));
        }
        return names;
    }
}
