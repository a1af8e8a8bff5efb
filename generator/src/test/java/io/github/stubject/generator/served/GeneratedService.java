package io.github.stubject.generator.served;

import io.github.stubject.runtime.EventMethod;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The classes of a service.
 *
 * @param name the service's, with its Java package
 * @param methods the constants of its calls, by the method's name in the schema
 * @param events the constants of its events, likewise
 */
public record GeneratedService(
        String name,
        Class<?> binding,
        String fullName,
        Map<String, RpcMethod<?, ?>> methods,
        Map<String, EventMethod<?>> events) {
    /** Runs the initializer of the binding. */
    public static GeneratedService load(String name, ClassLoader classes) throws ReflectiveOperationException {
        Class<?> binding = Class.forName(name + "Binding", true, classes);
        Map<String, RpcMethod<?, ?>> methods = new TreeMap<>();
        Map<String, EventMethod<?>> events = new TreeMap<>();
        String fullName = "";
        for (Field constant : binding.getFields()) {
            Object value = constant.get(null);
            if (value instanceof RpcMethod<?, ?> method) {
                methods.put(method.name(), method);
            } else if (value instanceof EventMethod<?> event) {
                events.put(event.name(), event);
            } else if (value instanceof RpcService service) {
                fullName = service.fullName();
            } else if (value == null) {
                throw new AssertionError(constant + " is null");
            }
        }
        return new GeneratedService(name, binding, fullName, methods, events);
    }

    /** The same with some of its calls. */
    public GeneratedService only(String... names) {
        Map<String, RpcMethod<?, ?>> some = new TreeMap<>(methods);
        some.keySet().retainAll(Set.of(names));
        return new GeneratedService(name, binding, fullName, some, events);
    }

    /** One of its classes: an empty ending for the blocking interface, {@code Async}, {@code Client} and so on. */
    public Class<?> type(String ending) throws ClassNotFoundException {
        return Class.forName(name + ending, true, binding.getClassLoader());
    }

    /** The binding's only public method of the name. */
    Method factory(String method) {
        return Stream.of(binding.getMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElseThrow(() -> new AssertionError(binding + " lacks " + method));
    }

    /** An implementation of one of its interfaces. */
    Object implement(String ending, InvocationHandler handler) throws ClassNotFoundException {
        Class<?> contract = type(ending);
        return Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, handler);
    }

    /** What the name of a method of the schema is in Java: with its first letter lowered, and a keyword with _. */
    static String javaName(String protoName) {
        String name = protoName.substring(0, 1).toLowerCase(Locale.ROOT) + protoName.substring(1);
        return SourceVersion.isKeyword(name) ? name + "_" : name;
    }

    /** The methods for those of the schema, by their names, which other methods may have too. */
    static Map<String, Method> java(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> !method.isBridge() && isOfMessages(method))
                .collect(Collectors.toMap(Method::getName, method -> method));
    }

    /** Clients also have {@code create}, {@code with} and {@code async}. */
    private static boolean isOfMessages(Method method) {
        return method.getParameterCount() == 1 && Messages.isMessage(method.getGenericParameterTypes()[0]);
    }
}
