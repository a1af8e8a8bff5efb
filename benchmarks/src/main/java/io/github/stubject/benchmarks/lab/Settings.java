package io.github.stubject.benchmarks.lab;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a task is to be like. Immutable; survives as the arguments of a process. */
public record Settings(Map<String, String> values) {
    /** None. */
    public static final Settings NONE = new Settings(Map.of());

    private static final String NATS = "nats";
    private static final String SERVICE = "service";

    public Settings {
        values = Map.copyOf(values);
    }

    /** One. */
    public static Settings of(String name, Object value) {
        return NONE.with(name, value);
    }

    static Settings parse(List<String> arguments) {
        Settings settings = NONE;
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            settings = settings.with(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return settings;
    }

    List<String> arguments() {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList();
    }

    /** The same with one more, or another value. */
    public Settings with(String name, Object value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value.toString());
        return new Settings(more);
    }

    Settings withNats(String url) {
        return with(NATS, url);
    }

    Settings withService(String address) {
        return with(SERVICE, address);
    }

    /** Where nats-server is. */
    public String nats() {
        return text(NATS);
    }

    /** What the service said of where it is. */
    public String service() {
        return text(SERVICE);
    }

    public String text(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    public int number(String name, int otherwise) {
        return values.containsKey(name) ? number(name) : otherwise;
    }

    public boolean has(String name) {
        return Boolean.parseBoolean(values.get(name));
    }
}
