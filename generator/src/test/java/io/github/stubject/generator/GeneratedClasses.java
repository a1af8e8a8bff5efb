package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.runtime.RpcException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the initializers of generated classes, and ties an implementation to each service. */
final class GeneratedClasses {
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
                assertThatItBinds(binding, "of");
                assertThatItBinds(binding, "ofAsync");
            }
        }
    }

    private static void assertThatItBinds(Class<?> binding, String method) throws ReflectiveOperationException {
        Method of = Stream.of(binding.getMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElseThrow();
        Class<?> contract = of.getParameterTypes()[0];
        Object implementation = Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, InvocationHandler::invokeDefault);
        Object noMethods = Array.newInstance(of.getParameterTypes()[1].getComponentType(), 0);
        assertThat(of.invoke(null, implementation, noMethods)).isNotNull();
        for (Method called : contract.getMethods()) {
            assertThatThrownBy(() -> call(implementation, called))
                    .as(called.toString())
                    .hasRootCauseInstanceOf(RpcException.class);
        }
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
