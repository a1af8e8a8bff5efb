package io.github.stubject.generator.internal.emitter;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.ParameterizedTypeName;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.TypeSpec;
import io.github.stubject.generator.internal.model.DurableModel;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The class that publishes the events of a service. */
final class PublisherEmitter {
    private static final String ASYNC = "Async";

    private final ServiceModel service;
    private final ClassName self;
    private final ClassName binding;
    private final List<EventModel> durable;

    private PublisherEmitter(ServiceModel service) {
        this.service = service;
        self = Types.of(service.types().publisher());
        binding = Types.of(service.types().binding());
        durable = service.events().stream()
                .filter(event -> event.durable() != null)
                .toList();
    }

    static TypeSpec.Builder publisher(ServiceModel service) {
        return new PublisherEmitter(service).publisher();
    }

    private TypeSpec.Builder publisher() {
        CodeBlock javadoc = CodeBlock.of(
                "Publishes the events of $L. It is immutable and may be shared by threads.",
                Javadoc.code(service.fullName()));
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addJavadoc(Javadoc.deprecated(service.docs(), javadoc));
        new StubMembers(self, Types.PUBLISH_OPTIONS, "publisher", "the prefix and the interceptors of the client")
                .addTo(type);
        if (!durable.isEmpty()) {
            type.addMethod(async());
        }
        service.events().forEach(event -> type.addMethod(publish(event)));
        if (!durable.isEmpty()) {
            type.addType(asyncPublisher());
        }
        return type;
    }

    private MethodSpec async() {
        return MethodSpec.methodBuilder("async")
                .addJavadoc("The same for durable events, without waiting for their streams.")
                .addModifiers(Modifier.PUBLIC)
                .returns(self.nestedClass(ASYNC))
                .addStatement("return new $T()", self.nestedClass(ASYNC))
                .build();
    }

    private MethodSpec publish(EventModel event) {
        DurableModel stored = event.durable();
        CodeBlock statement = CodeBlock.of("rpc.publish($T.$L, event, options)", binding, event.constant());
        return stored == null
                ? method(event, TypeName.VOID, CodeBlock.of("Published on $L.", Javadoc.subject(event)), statement)
                : method(
                        event,
                        Types.PUBLISH_ACK,
                        CodeBlock.of("Returns when stream $L keeps it; $L", Javadoc.code(stored.stream()), tail(event)),
                        CodeBlock.of("return $L", statement));
    }

    private static CodeBlock tail(EventModel event) {
        return CodeBlock.of("published on $L.", Javadoc.subject(event));
    }

    private TypeSpec asyncPublisher() {
        TypeSpec.Builder type = TypeSpec.classBuilder(ASYNC)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addJavadoc("Publishes without waiting: whatever fails fails the future.")
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        for (EventModel event : durable) {
            type.addMethod(method(
                    event,
                    ParameterizedTypeName.get(Types.FUTURE, Types.PUBLISH_ACK),
                    CodeBlock.of("Published on $L.", Javadoc.subject(event)),
                    CodeBlock.of("return rpc.publishAsync($T.$L, event, options)", binding, event.constant())));
        }
        return type.build();
    }

    private static MethodSpec method(EventModel event, TypeName result, CodeBlock ours, CodeBlock statement) {
        MethodSpec.Builder builder = MethodSpec.methodBuilder(event.javaName())
                .addJavadoc(Javadoc.of(event.docs(), ours))
                .addModifiers(Modifier.PUBLIC)
                .returns(result)
                .addParameter(Types.of(event.message()), "event")
                .addStatement(statement);
        if (event.docs().deprecated()) {
            builder.addAnnotation(Deprecated.class);
        }
        return builder.build();
    }
}
