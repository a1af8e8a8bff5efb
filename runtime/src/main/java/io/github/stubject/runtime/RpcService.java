package io.github.stubject.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What is known of a service as a whole, mostly for discovery. Immutable. Generated bindings hold one. */
public final class RpcService {
    private final String fullName;
    private final String name;
    private final String version;
    private final String description;
    private final Map<String, String> metadata;

    private RpcService(String fullName, String name, String version, String description, Map<String, String> metadata) {
        this.fullName = Objects.requireNonNull(fullName, "fullName");
        this.name = Objects.requireNonNull(name, "name");
        this.version = Objects.requireNonNull(version, "version");
        this.description = Objects.requireNonNull(description, "description");
        this.metadata = metadata;
    }

    /** The service with this full proto name, such as {@code acme.hello.Greeter}, and the defaults for all else. */
    public static RpcService of(String fullName) {
        return new RpcService(fullName, fullName.replace('.', '-'), "0.0.0", "", Map.of());
    }

    /** The same with another name for discovery: letters, digits, {@code -} and {@code _}. */
    public RpcService withName(String discoveryName) {
        return new RpcService(fullName, discoveryName, version, description, metadata);
    }

    /** The same with another version, a SemVer. */
    public RpcService withVersion(String semVer) {
        return new RpcService(fullName, name, semVer, description, metadata);
    }

    /** The same with another description. */
    public RpcService withDescription(String text) {
        return new RpcService(fullName, name, version, text, metadata);
    }

    /** The same with one more entry for discovery. */
    public RpcService withMetadata(String key, String value) {
        return new RpcService(fullName, name, version, description, plus(metadata, key, value));
    }

    static Map<String, String> plus(Map<String, String> map, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return Map.copyOf(more);
    }

    /** The full name in proto. */
    public String fullName() {
        return fullName;
    }

    /** The name in discovery. */
    public String name() {
        return name;
    }

    /** The version in discovery; {@code 0.0.0} unless set. */
    public String version() {
        return version;
    }

    /** The description in discovery; empty unless set. */
    public String description() {
        return description;
    }

    /** What discovery shows beside; immutable. */
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public String toString() {
        return fullName;
    }
}
