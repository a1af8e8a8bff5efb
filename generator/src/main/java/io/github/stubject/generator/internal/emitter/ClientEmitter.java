package io.github.stubject.generator.internal.emitter;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.ParameterizedTypeName;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.TypeSpec;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The class that calls a service. */
final class ClientEmitter {
    private static final String ASYNC = "Async";

    private final ServiceModel service;
    private final ClassName self;
    private final ClassName async;
    private final ClassName binding;

    private ClientEmitter(ServiceModel service) {
        this.service = service;
        self = Types.of(service.types().client());
        async = Types.of(service.types().async());
        binding = Types.of(service.types().binding());
    }

    static TypeSpec.Builder client(ServiceModel service) {
        return new ClientEmitter(service).client();
    }

    private TypeSpec.Builder client() {
        CodeBlock javadoc = CodeBlock.of(
                "Calls $L over NATS. It is immutable and may be shared by threads.", Javadoc.code(service.fullName()));
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(Types.of(service.types().blocking()))
                .addJavadoc(Javadoc.deprecated(service.docs(), javadoc));
        new StubMembers(self, Types.CALL_OPTIONS, "client", "the defaults of the given one")
                .addTo(type)
                .addMethod(async());
        service.methods().forEach(method -> type.addMethod(call(method, result(method), Style.BLOCKING)));
        return type.addType(asyncClient());
    }

    /** A stream can be gone through in a loop, which the interface does not promise. */
    private static TypeName result(MethodModel method) {
        return method.kind().isResponseStream()
                ? ParameterizedTypeName.get(Types.RPC_STREAM, Types.of(method.response()))
                : Style.BLOCKING.result(method);
    }

    private MethodSpec async() {
        return MethodSpec.methodBuilder("async")
                .addJavadoc("The same, without waiting.")
                .addModifiers(Modifier.PUBLIC)
                .returns(async)
                .addStatement("return new $T()", self.nestedClass(ASYNC))
                .build();
    }

    private TypeSpec asyncClient() {
        List<MethodSpec> calls = new ArrayList<>();
        for (MethodModel method : service.methods()) {
            calls.add(call(method, Style.ASYNC.result(method), Style.ASYNC));
        }
        return TypeSpec.classBuilder(ASYNC)
                .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
                .addSuperinterface(async)
                .addMethods(calls)
                .build();
    }

    private MethodSpec call(MethodModel method, TypeName result, Style style) {
        MethodSpec.Builder builder = MethodSpec.methodBuilder(method.javaName())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(result)
                .addParameter(style.parameter(method))
                .addStatement(
                        "return rpc.$L($T.$L, $L, options)",
                        style.inRuntime(method),
                        binding,
                        method.constant(),
                        Style.parameterName(method));
        if (method.docs().deprecated()) {
            builder.addAnnotation(Deprecated.class);
        }
        return builder.build();
    }
}
