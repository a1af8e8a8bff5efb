package io.github.stubject.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What users set by {@code --stubject_opt}.
 *
 * @param javaPackage the Java package of all generated service types; {@code null} for that of each file
 */
record PluginParameters(@Nullable String javaPackage) {
    static final String DESCRIPTION =
            "java_package=<package>  the Java package of all generated service types; by default that of each file";

    private static final String JAVA_PACKAGE = "java_package";

    /**
     * Reads {@code name=value,name=value}: protoc joins what it is given several times.
     *
     * @throws IllegalArgumentException if it is anything else, with a text for the user
     */
    static PluginParameters parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : text.split(",", -1)) {
            if (!parameter.isBlank()) {
                read(parameter.strip(), values);
            }
        }
        return new PluginParameters(values.get(JAVA_PACKAGE));
    }

    private static void read(String parameter, Map<String, String> values) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        if (!name.equals(JAVA_PACKAGE)) {
            throw new IllegalArgumentException("unknown parameter \"" + name + "\" in --stubject_opt; known are:\n"
                    + DESCRIPTION.indent(2).stripTrailing());
        }
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "parameter \"" + name + "\" in --stubject_opt needs a value, such as " + name + "=com.acme.hello");
        }
        String former = values.putIfAbsent(name, value);
        if (former != null && !former.equals(value)) {
            throw new IllegalArgumentException("parameter \"" + name + "\" in --stubject_opt is both \"" + former
                    + "\" and \"" + value + "\"; say it once");
        }
    }
}
