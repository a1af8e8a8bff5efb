package io.github.stubject.generator.internal.emitter;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.ParameterizedTypeName;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.WildcardTypeName;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.ImportedNames;
import io.github.stubject.generator.internal.model.JavaType;
import io.github.stubject.generator.internal.model.MessageType;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ParameterModel;
import java.util.List;
import java.util.Objects;

/** The types that generated code refers to. */
final class Types {
    static final ClassName NULL_MARKED = ClassName.get("org.jspecify.annotations", "NullMarked");
    static final ClassName FUTURE = ClassName.get("java.util.concurrent", "CompletableFuture");
    static final ClassName PUBLISHER = ClassName.get("java.util.concurrent", "Flow", "Publisher");
    static final ClassName STREAM = ClassName.get("java.util.stream", "Stream");
    static final ClassName DURATION = ClassName.get("java.time", "Duration");
    static final ClassName CONNECTION = ClassName.get("io.nats.client", "Connection");

    static final ClassName CALL_OPTIONS = runtime("CallOptions");
    static final ClassName GENERATED_CODE = runtime("GeneratedCode");
    static final ClassName CORE_EVENT = runtime("CoreEvent");
    static final ClassName DURABLE_EVENT = runtime("DurableEvent");
    static final ClassName EVENT_BINDING = runtime("EventBinding");
    static final ClassName PUBLISH_ACK = runtime("PublishAck");
    static final ClassName PUBLISH_OPTIONS = runtime("PublishOptions");
    static final ClassName RPC_CLIENT = runtime("RpcClient");
    static final ClassName RPC_EXCEPTION = runtime("RpcException");
    static final ClassName RPC_METHOD = runtime("RpcMethod");
    static final ClassName RPC_SERVICE = runtime("RpcService");
    static final ClassName RPC_STREAM = runtime("RpcStream");
    static final ClassName SERVICE_BINDING = runtime("ServiceBinding");
    static final ClassName SUBJECT_PARAMETER = runtime("SubjectParameter");
    static final ClassName SUBSCRIBE_OPTIONS = runtime("SubscribeOptions");

    /** What generated code uses of java.lang, which needs no import unless a class of the package has the name. */
    static final List<String> FROM_JAVA_LANG = List.of("Deprecated", "Override", "SuppressWarnings");

    /** What code for events uses of it besides. */
    static final List<String> FROM_JAVA_LANG_FOR_EVENTS = List.of("Boolean", "Integer", "Long", "String", "Void");

    static final TypeName ANY_METHOD = ParameterizedTypeName.get(
            RPC_METHOD, WildcardTypeName.subtypeOf(Object.class), WildcardTypeName.subtypeOf(Object.class));

    static final TypeName ANY_EVENT =
            ParameterizedTypeName.get(runtime("EventMethod"), WildcardTypeName.subtypeOf(Object.class));

    static final TypeName FUTURE_OF_NOTHING = ParameterizedTypeName.get(FUTURE, ClassName.get(Void.class));

    private Types() {}

    private static ClassName runtime(String name) {
        if (!ImportedNames.FROM_IO.contains(name)) {
            throw new IllegalArgumentException(name + " is not listed in ImportedNames");
        }
        return ClassName.get("io.github.stubject.runtime", name);
    }

    static ClassName of(JavaType type) {
        List<String> names = type.names();
        return ClassName.get(
                type.javaPackage(), names.get(0), names.subList(1, names.size()).toArray(String[]::new));
    }

    static ClassName of(MessageType message) {
        return of(message.type());
    }

    static ClassName event(EventModel event) {
        return event.durable() == null ? CORE_EVENT : DURABLE_EVENT;
    }

    /** The class of a parameter's values. */
    static ClassName value(ParameterModel parameter) {
        return switch (parameter.kind()) {
            case STRING -> ClassName.get(String.class);
            case INTEGER -> ClassName.get(Integer.class);
            case LONG -> ClassName.get(Long.class);
            case BOOLEAN -> ClassName.get(Boolean.class);
            case ENUM -> of(Objects.requireNonNull(parameter.enumType()));
        };
    }

    static TypeName descriptor(MethodModel method) {
        return ParameterizedTypeName.get(RPC_METHOD, of(method.request()), of(method.response()));
    }
}
