package io.github.stubject.runtime;

/** Stands in for the runtime, so that goldens compile. */
public record RpcService(String name) {
    public static RpcService of(String protoFullName) {
        return new RpcService(protoFullName);
    }

    public RpcService withName(String discoveryName) {
        return this;
    }

    public RpcService withVersion(String semver) {
        return this;
    }

    public RpcService withDescription(String text) {
        return this;
    }

    public RpcService withMetadata(String key, String value) {
        return this;
    }
}
