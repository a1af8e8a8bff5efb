package io.github.stubject.generator.internal.emitter;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.ParameterSpec;
import com.squareup.javapoet.ParameterizedTypeName;
import com.squareup.javapoet.TypeName;
import io.github.stubject.generator.internal.model.MethodModel;

/** The two ways to write and to call a method: what it takes and gives, and what the runtime calls that. */
enum Style {
    /** A message is itself, many are a {@code Stream}. */
    BLOCKING("") {
        @Override
        TypeName result(MethodModel method) {
            ClassName response = Types.of(method.response());
            return method.kind().isResponseStream() ? ParameterizedTypeName.get(Types.STREAM, response) : response;
        }

        @Override
        ClassName requests() {
            return Types.STREAM;
        }
    },
    /** A message is in a {@code CompletableFuture}, many are in a {@code Flow.Publisher}. */
    ASYNC("Async") {
        @Override
        TypeName result(MethodModel method) {
            return ParameterizedTypeName.get(
                    method.kind().isResponseStream() ? Types.PUBLISHER : Types.FUTURE, Types.of(method.response()));
        }

        @Override
        ClassName requests() {
            return Types.PUBLISHER;
        }
    };

    private final String suffix;

    Style(String suffix) {
        this.suffix = suffix;
    }

    /** What the method returns in its interface. */
    abstract TypeName result(MethodModel method);

    /** What holds a stream of requests. */
    abstract ClassName requests();

    /** What the method takes. */
    ParameterSpec parameter(MethodModel method) {
        ClassName request = Types.of(method.request());
        TypeName type = method.kind().isRequestStream() ? ParameterizedTypeName.get(requests(), request) : request;
        return ParameterSpec.builder(type, parameterName(method)).build();
    }

    static String parameterName(MethodModel method) {
        return method.kind().isRequestStream() ? "requests" : "request";
    }

    /** The name of the runtime's methods that serve and call it. */
    String inRuntime(MethodModel method) {
        return kind(method) + suffix;
    }

    /** The name of the runtime's method that makes its descriptor. */
    static String kind(MethodModel method) {
        return switch (method.kind()) {
            case UNARY -> "unary";
            case SERVER_STREAMING -> "serverStreaming";
            case CLIENT_STREAMING -> "clientStreaming";
            case BIDI_STREAMING -> "bidiStreaming";
        };
    }
}
