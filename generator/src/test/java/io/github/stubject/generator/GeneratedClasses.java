package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        for (Method of : binding.getMethods()) {
            if (of.getName().equals(method)) {
                Class<?> contract = of.getParameterTypes()[0];
                Object implementation = Proxy.newProxyInstance(
                        contract.getClassLoader(), new Class<?>[] {contract}, (proxy, called, arguments) -> null);
                Object noMethods = Array.newInstance(of.getParameterTypes()[1].getComponentType(), 0);
                assertThat(of.invoke(null, implementation, noMethods)).isNotNull();
                return;
            }
        }
        throw new AssertionError(binding + " has no method " + method);
    }

    private static List<String> bindings(Path golden) throws IOException {
        List<String> names = new ArrayList<>();
        for (String file : Goldens.read(golden, "Binding.java").keySet()) {
            names.add(file.substring(0, file.length() - ".java".length()).replace('/', '.'));
        }
        return names;
    }
}
