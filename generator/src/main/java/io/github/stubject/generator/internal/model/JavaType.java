package io.github.stubject.generator.internal.model;

import java.util.List;

/** A class by its package and its simple names, from the outermost inwards. */
public record JavaType(String javaPackage, List<String> names) {
    public JavaType {
        names = List.copyOf(names);
    }

    public JavaType(String javaPackage, String name) {
        this(javaPackage, List.of(name));
    }

    /** The name of the file's class. */
    public String topLevelName() {
        return names.get(0);
    }

    /** The canonical name. */
    @Override
    public String toString() {
        String name = String.join(".", names);
        return javaPackage.isEmpty() ? name : javaPackage + "." + name;
    }
}
