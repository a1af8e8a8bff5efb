package io.github.stubject.runtime;

import java.lang.reflect.Method;

/** Which methods of a generated interface an implementation overrides. */
final class Overrides {
    private Overrides() {}

    /**
     * Whether it overrides this one.
     *
     * @param contract the generated interface
     * @throws IllegalStateException if it has no such method
     */
    static boolean contains(Object implementation, Class<?> contract, String javaName, Class<?> parameter) {
        try {
            Method method = implementation.getClass().getMethod(javaName, parameter);
            return method.getDeclaringClass() != contract;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    implementation.getClass().getName() + " has no method " + javaName + "(" + parameter.getName()
                            + ") though it implements " + contract.getName()
                            + "; was it compiled against other generated code?",
                    e);
        }
    }
}
