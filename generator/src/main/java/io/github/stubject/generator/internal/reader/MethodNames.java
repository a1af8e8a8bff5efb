package io.github.stubject.generator.internal.reader;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Java names of methods.
 *
 * <p>A Java method has the name of the schema with its first letter lowered, and {@code _} behind it where that is a
 * keyword. Nothing else is changed: {@code GetFoo} and {@code Get_Foo} are {@code getFoo} and {@code get_Foo}. Methods
 * named as those of {@code Object} stay as they are, since theirs have no argument of a message's type.
 *
 * <p>A constant has the name in capitals, words separated by {@code _}. Where two methods of a service would share one,
 * see {@link #constants}. One that would be {@code SERVICE}, which is taken, or the name of a message's class, which it
 * would hide from the binding, gets {@code _} behind it.
 */
final class MethodNames {
    private static final String SERVICE_CONSTANT = "SERVICE";

    private MethodNames() {}

    static String java(MethodDescriptor method) {
        String name = JavaNames.lowerFirst(method.getName());
        return JavaNames.isKeyword(name) ? name + "_" : name;
    }

    /** The constant of each method: if several would have the same, each of them is named as its Java method. */
    static Map<MethodDescriptor, String> constants(ServiceDescriptor service) {
        Set<String> taken = taken(service);
        Map<String, List<MethodDescriptor>> sharing = service.getMethods().stream()
                .collect(groupingBy(method -> constant(method, taken), LinkedHashMap::new, toList()));
        Map<MethodDescriptor, String> names = new HashMap<>();
        sharing.forEach((constant, methods) ->
                methods.forEach(method -> names.put(method, methods.size() == 1 ? constant : java(method))));
        return names;
    }

    /** What no constant of the binding may be named. */
    static Set<String> taken(ServiceDescriptor service) {
        Set<String> names = service.getMethods().stream()
                .flatMap(method -> Stream.of(method.getInputType(), method.getOutputType()))
                .map(message -> TypeNames.of(message).topLevelName())
                .collect(toCollection(HashSet::new));
        names.add(SERVICE_CONSTANT);
        return names;
    }

    private static String constant(MethodDescriptor method, Set<String> taken) {
        String constant = JavaNames.upperSnake(method.getName());
        while (taken.contains(constant)) {
            constant += "_";
        }
        return constant;
    }

    /** Whether both are of one service and would be the same Java method. */
    static boolean clash(MethodDescriptor a, MethodDescriptor b) {
        return a.getService() == b.getService() && java(a).equals(java(b));
    }

    static void check(ServiceDescriptor service, Problems problems) {
        Map<String, MethodDescriptor> byName = new HashMap<>();
        for (MethodDescriptor method : service.getMethods()) {
            String name = java(method);
            if (method.getName().equals("_")) {
                problems.error(
                        Place.of(method),
                        "method " + method.getFullName() + " has no name that Java allows; rename it");
                continue;
            }
            MethodDescriptor first = byName.putIfAbsent(name, method);
            if (first != null) {
                problems.error(
                        Place.of(method),
                        "methods " + method.getName() + " and " + first.getName() + " ("
                                + problems.show(Place.of(first)) + ") would both be the Java method " + name
                                + "; rename one of them");
            }
        }
    }
}
