package io.github.stubject.generator.internal.model;

import java.util.Set;

/** The simple names of what generated code imports; a class of the schema that has one of them too makes it spell one out. */
public final class ImportedNames {
    /** Of the runtime, and of jnats, both in packages that begin with {@code io}. */
    public static final Set<String> FROM_IO = Set.of(
            "CallOptions",
            "Connection",
            "CoreEvent",
            "DurableEvent",
            "EventBinding",
            "EventMethod",
            "GeneratedCode",
            "PublishAck",
            "PublishOptions",
            "RpcClient",
            "RpcException",
            "RpcMethod",
            "RpcService",
            "RpcStream",
            "ServiceBinding",
            "SubjectParameter",
            "SubscribeOptions");

    /** Of JSpecify. */
    public static final Set<String> FROM_ORG = Set.of("NullMarked");

    /** Of the JDK. */
    public static final Set<String> FROM_JAVA = Set.of(
            "Boolean",
            "CompletableFuture",
            "Deprecated",
            "Duration",
            "Flow",
            "Integer",
            "Long",
            "Override",
            "Stream",
            "String",
            "SuppressWarnings",
            "Void");

    private ImportedNames() {}

    /** Whether it is one of them. */
    public static boolean contains(String name) {
        return FROM_IO.contains(name) || FROM_ORG.contains(name) || FROM_JAVA.contains(name);
    }
}
