package io.github.stubject.generator.internal.emitter;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.TypeSpec;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import javax.lang.model.element.Modifier;

/** The two interfaces that implementations implement and clients are called by. */
final class ContractEmitter {
    private ContractEmitter() {}

    static TypeSpec.Builder blocking(ServiceModel service) {
        CodeBlock ours = CodeBlock.of(
                "Implement it to serve $L; call it through $L.\nOnly methods that are overridden are served.",
                Javadoc.code(service.fullName()),
                Javadoc.link(service.types().client()));
        TypeSpec.Builder type = contract(service.types().blocking().topLevelName(), Javadoc.of(service.docs(), ours));
        ClassName binding = Types.of(service.types().binding());
        for (MethodModel method : service.methods()) {
            CodeBlock body =
                    CodeBlock.of("throw $T.unimplemented($T.$L)", Types.RPC_EXCEPTION, binding, method.constant());
            type.addMethod(method(method, Style.BLOCKING, body));
        }
        return type;
    }

    static TypeSpec.Builder async(ServiceModel service) {
        CodeBlock ours = CodeBlock.of(
                "$L without waiting: methods return at once, and all errors are in what they return.",
                Javadoc.link(service.types().blocking()));
        TypeSpec.Builder type = contract(service.types().async().topLevelName(), Javadoc.of(service.docs(), ours));
        ClassName binding = Types.of(service.types().binding());
        for (MethodModel method : service.methods()) {
            CodeBlock failure =
                    CodeBlock.of("$T.unimplemented($T.$L)", Types.RPC_EXCEPTION, binding, method.constant());
            CodeBlock body = method.kind().isResponseStream()
                    ? CodeBlock.of("return $L.asPublisher()", failure)
                    : CodeBlock.of("return $T.failedFuture($L)", Types.FUTURE, failure);
            type.addMethod(method(method, Style.ASYNC, body));
        }
        return type;
    }

    private static TypeSpec.Builder contract(String name, CodeBlock javadoc) {
        return TypeSpec.interfaceBuilder(name).addModifiers(Modifier.PUBLIC).addJavadoc(javadoc);
    }

    private static MethodSpec method(MethodModel method, Style style, CodeBlock body) {
        MethodSpec.Builder builder = MethodSpec.methodBuilder(method.javaName())
                .addJavadoc(Javadoc.of(method.docs(), CodeBlock.of("Subject $L.", Javadoc.code(method.subject()))))
                .addModifiers(Modifier.PUBLIC, Modifier.DEFAULT)
                .returns(style.result(method))
                .addParameter(style.parameter(method))
                .addStatement(body);
        if (method.docs().deprecated()) {
            builder.addAnnotation(Deprecated.class);
        }
        return builder.build();
    }
}
