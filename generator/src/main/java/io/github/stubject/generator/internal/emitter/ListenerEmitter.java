package io.github.stubject.generator.internal.emitter;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.TypeSpec;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import javax.lang.model.element.Modifier;

/** The two interfaces that those who listen to events implement. */
final class ListenerEmitter {
    private final ServiceModel service;
    private final ClassName binding;

    private ListenerEmitter(ServiceModel service) {
        this.service = service;
        binding = Types.of(service.types().binding());
    }

    static TypeSpec.Builder blocking(ServiceModel service) {
        return new ListenerEmitter(service).blocking();
    }

    static TypeSpec.Builder async(ServiceModel service) {
        return new ListenerEmitter(service).async();
    }

    private TypeSpec.Builder blocking() {
        CodeBlock ours = CodeBlock.of(
                "Implement it to listen to events of $L; add it to a host with {@link $T#listener}.\n"
                        + "Only events whose methods are overridden are subscribed to.",
                Javadoc.code(service.fullName()),
                binding);
        TypeSpec.Builder type = listener(service.types().listener().topLevelName(), ours);
        for (EventModel event : service.events()) {
            CodeBlock body = CodeBlock.of("throw $L", unimplemented(event));
            type.addMethod(method(event, TypeName.VOID, body));
        }
        return type;
    }

    private TypeSpec.Builder async() {
        CodeBlock ours = CodeBlock.of(
                "$L without waiting: an event is handled when the future is completed.",
                Javadoc.link(service.types().listener()));
        TypeSpec.Builder type = listener(service.types().listenerAsync().topLevelName(), ours);
        for (EventModel event : service.events()) {
            CodeBlock body = CodeBlock.of("return $T.failedFuture($L)", Types.FUTURE, unimplemented(event));
            type.addMethod(method(event, Types.FUTURE_OF_NOTHING, body));
        }
        return type;
    }

    private TypeSpec.Builder listener(String name, CodeBlock ours) {
        return TypeSpec.interfaceBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(
                        service.hasCalls()
                                ? Javadoc.deprecated(service.docs(), ours)
                                : Javadoc.of(service.docs(), ours));
    }

    private CodeBlock unimplemented(EventModel event) {
        return CodeBlock.of("$T.unimplemented($T.$L.method())", Types.RPC_EXCEPTION, binding, event.constant());
    }

    private static MethodSpec method(EventModel event, TypeName result, CodeBlock body) {
        MethodSpec.Builder builder = MethodSpec.methodBuilder(event.javaName())
                .addJavadoc(Javadoc.of(event.docs(), CodeBlock.of("Subject $L.", Javadoc.subject(event))))
                .addModifiers(Modifier.PUBLIC, Modifier.DEFAULT)
                .returns(result)
                .addParameter(Types.of(event.message()), "event")
                .addStatement(body);
        if (event.docs().deprecated()) {
            builder.addAnnotation(Deprecated.class);
        }
        return builder.build();
    }
}
