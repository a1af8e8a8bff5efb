package io.github.stubject.corpus;

import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceBinding;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The four classes of a service.
 *
 * @param methods the constants of its methods, by the method's name in the schema
 */
record GeneratedService(
        String fullName,
        Class<?> blocking,
        Class<?> async,
        Class<?> client,
        Class<?> binding,
        Map<String, RpcMethod<?, ?>> methods) {
    static GeneratedService load(String name) throws ReflectiveOperationException {
        Class<?> binding = Class.forName(name + "Binding");
        Map<String, RpcMethod<?, ?>> methods = new TreeMap<>();
        for (Field constant : binding.getFields()) {
            if (constant.get(null) instanceof RpcMethod<?, ?> method) {
                methods.put(method.name(), method);
            }
        }
        return new GeneratedService(
                ((RpcService) binding.getField("SERVICE").get(null)).fullName(),
                Class.forName(name),
                Class.forName(name + "Async"),
                Class.forName(name + "Client"),
                binding,
                methods);
    }

    /** All methods, served by a handler. */
    ServiceBinding bind(boolean asynchronously, InvocationHandler handler) throws ReflectiveOperationException {
        Class<?> contract = asynchronously ? async : blocking;
        Object implementation = Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, handler);
        RpcMethod<?, ?>[] all = methods.values().toArray(RpcMethod<?, ?>[]::new);
        return (ServiceBinding) binding.getMethod(asynchronously ? "ofAsync" : "of", contract, RpcMethod[].class)
                .invoke(null, implementation, all);
    }

    Object blockingClient(RpcClient rpc) throws ReflectiveOperationException {
        return client.getMethod("create", RpcClient.class).invoke(null, rpc);
    }

    Object asyncClient(RpcClient rpc) throws ReflectiveOperationException {
        return client.getMethod("async").invoke(blockingClient(rpc));
    }

    /** The method of one of the interfaces for a method of the schema: with its first letter lowered, or a keyword with _. */
    static Method java(Class<?> contract, RpcMethod<?, ?> method) {
        String name = method.name().substring(0, 1).toLowerCase(Locale.ROOT)
                + method.name().substring(1);
        return Stream.of(contract.getMethods())
                .filter(candidate ->
                        candidate.getName().equals(name) || candidate.getName().equals(name + "_"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(contract + " lacks " + name));
    }
}
