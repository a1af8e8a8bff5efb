package io.github.stubject.generator.internal.emitter;

import com.squareup.javapoet.ArrayTypeName;
import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.FieldSpec;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.TypeSpec;
import io.github.stubject.generator.internal.model.Discovery;
import io.github.stubject.generator.internal.model.Docs;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.JavaType;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The class with the descriptors of a service and its methods, which ties an implementation to them. */
final class BindingEmitter {
    private static final int CHAIN = 200;

    private static final CodeBlock BUILT = CodeBlock.of("binding");

    private final ServiceModel service;

    private BindingEmitter(ServiceModel service) {
        this.service = service;
    }

    static TypeSpec.Builder binding(ServiceModel service) {
        return new BindingEmitter(service).binding();
    }

    private TypeSpec.Builder binding() {
        TypeSpec.Builder type = TypeSpec.classBuilder(service.types().binding().topLevelName())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addJavadoc(Javadoc.deprecated(service.docs(), javadoc()))
                .addStaticBlock(CodeBlock.of("$T.needsRuntime0_1OrNewer();\n", Types.GENERATED_CODE))
                .addField(serviceConstant());
        service.methods().forEach(method -> type.addField(methodConstant(method)));
        EventConstants events = new EventConstants(service.types().listener());
        service.events().forEach(event -> type.addFields(events.of(event)));
        type.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        if (service.hasCalls()) {
            type.addMethod(of("of", service.types().blocking(), Style.BLOCKING))
                    .addMethod(of("ofAsync", service.types().async(), Style.ASYNC));
        }
        if (service.hasEvents()) {
            type.addMethod(listener("listener", service.types().listener(), "event"))
                    .addMethod(listener("listenerAsync", service.types().listenerAsync(), "eventAsync"));
        }
        return type;
    }

    private CodeBlock javadoc() {
        if (!service.hasEvents()) {
            return CodeBlock.of(
                    "What $L is on NATS: its methods with their subjects, and the way to serve an implementation.",
                    Javadoc.link(service.types().blocking()));
        }
        CodeBlock events = CodeBlock.of(
                "the events of $L with their subjects",
                Javadoc.link(service.types().listener()));
        return service.hasCalls()
                ? CodeBlock.of(
                        "What $L is on NATS: its methods and $L,\nand the ways to serve and to listen.",
                        Javadoc.link(service.types().blocking()),
                        events)
                : CodeBlock.of("What is on NATS: $L, and the way to listen.", events);
    }

    private FieldSpec serviceConstant() {
        CodeBlock.Builder value = CodeBlock.builder().add("$T.of($S)", Types.RPC_SERVICE, service.fullName());
        return constant(Types.RPC_SERVICE, "SERVICE")
                .addJavadoc("The service.")
                .initializer(withSettings(value, settings(service.discovery())))
                .build();
    }

    private static List<CodeBlock> settings(Discovery discovery) {
        List<CodeBlock> settings = new ArrayList<>();
        if (discovery.name() != null) {
            settings.add(CodeBlock.of("withName($S)", discovery.name()));
        }
        if (discovery.version() != null) {
            settings.add(CodeBlock.of("withVersion($S)", discovery.version()));
        }
        if (discovery.description() != null) {
            settings.add(CodeBlock.of("withDescription($S)", discovery.description()));
        }
        discovery.metadata().forEach((key, entry) -> settings.add(CodeBlock.of("withMetadata($S, $S)", key, entry)));
        return settings;
    }

    private FieldSpec methodConstant(MethodModel method) {
        CodeBlock javadoc = CodeBlock.of(
                "{@link $T#$L}, subject $L.",
                Types.of(service.types().blocking()),
                method.javaName(),
                Javadoc.code(method.subject()));
        FieldSpec.Builder field = constant(Types.descriptor(method), method.constant())
                .addJavadoc(Javadoc.deprecated(method.docs(), javadoc))
                .initializer(descriptor(method));
        if (method.docs().deprecated()) {
            field.addAnnotation(Deprecated.class);
        }
        return field.build();
    }

    private static CodeBlock descriptor(MethodModel method) {
        return descriptor(
                CodeBlock.of("$T.$L", Types.RPC_METHOD, Style.kind(method)),
                CodeBlock.of("SERVICE, $S, $S", method.protoName(), method.subject()),
                CodeBlock.of(
                        "$T.getDefaultInstance(), $T.getDefaultInstance()",
                        Types.of(method.request()),
                        Types.of(method.response())),
                settings(method));
    }

    /** A call with two lines of arguments, and then a line for each setting. */
    static CodeBlock descriptor(CodeBlock called, CodeBlock names, CodeBlock types, List<CodeBlock> settings) {
        String indent = settings.isEmpty() ? "$>$>" : "$>$>$>$>";
        String unindent = settings.isEmpty() ? "$<$<" : "$<$<$<$<";
        CodeBlock.Builder value =
                CodeBlock.builder().add("$L(\n" + indent + "$L,\n$L)" + unindent, called, names, types);
        return withSettings(value, settings);
    }

    private static List<CodeBlock> settings(MethodModel method) {
        List<CodeBlock> settings = new ArrayList<>();
        String group = method.queueGroup();
        if (group != null) {
            settings.add(
                    group.equals(MethodModel.NO_QUEUE_GROUP)
                            ? CodeBlock.of("withoutQueueGroup()")
                            : CodeBlock.of("withQueueGroup($S)", group));
        }
        Long timeout = method.timeoutMillis();
        if (timeout != null) {
            settings.add(CodeBlock.of("withTimeout($T.ofMillis($L))", Types.DURATION, number(timeout)));
        }
        if (method.idempotent()) {
            settings.add(CodeBlock.of("asIdempotent()"));
        }
        method.metadata().forEach((key, entry) -> settings.add(CodeBlock.of("withMetadata($S, $S)", key, entry)));
        return settings;
    }

    private static CodeBlock withSettings(CodeBlock.Builder value, List<CodeBlock> settings) {
        value.indent().indent();
        settings.forEach(setting -> value.add("\n.$L", setting));
        return value.unindent().unindent().build();
    }

    private static String number(long value) {
        return value > Integer.MAX_VALUE ? value + "L" : Long.toString(value);
    }

    private static FieldSpec.Builder constant(TypeName type, String name) {
        return FieldSpec.builder(type, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL);
    }

    private MethodSpec of(String name, JavaType contract, Style style) {
        ClassName type = Types.of(contract);
        List<CodeBlock> added = service.methods().stream()
                .map(method -> CodeBlock.of(
                        "\n.$L($L, $S, implementation::$L)",
                        style.inRuntime(method),
                        method.constant(),
                        method.javaName(),
                        method.javaName()))
                .toList();
        CodeBlock made = CodeBlock.of("$T.builder(SERVICE, $T.class, implementation)", Types.SERVICE_BINDING, type);
        MethodSpec.Builder builder = MethodSpec.methodBuilder(name)
                .addJavadoc(
                        "Serves the implementation: the given methods, or those that it overrides if none is given.")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(Types.SERVICE_BINDING)
                .addParameter(type, "implementation")
                .addParameter(ArrayTypeName.of(Types.ANY_METHOD), "methods")
                .varargs()
                .addCode(built(Types.SERVICE_BINDING, made, added, "methods"));
        return suppressing(builder, service.methods().stream().map(MethodModel::docs));
    }

    private MethodSpec listener(String name, JavaType contract, String inRuntime) {
        ClassName type = Types.of(contract);
        List<CodeBlock> added = service.events().stream()
                .map(event -> CodeBlock.of(
                        "\n.$L($L, $S, listener::$L)", inRuntime, event.constant(), event.javaName(), event.javaName()))
                .toList();
        CodeBlock made = CodeBlock.of("$T.builder(SERVICE, $T.class, listener, options)", Types.EVENT_BINDING, type);
        MethodSpec.Builder builder = MethodSpec.methodBuilder(name)
                .addJavadoc(
                        "Listens to the given events, or to those whose methods the listener overrides if none is given.")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(Types.EVENT_BINDING)
                .addParameter(type, "listener")
                .addParameter(Types.SUBSCRIBE_OPTIONS, "options")
                .addParameter(ArrayTypeName.of(Types.ANY_EVENT), "events")
                .varargs()
                .addCode(built(Types.EVENT_BINDING, made, added, "events"));
        return suppressing(builder, service.events().stream().map(EventModel::docs));
    }

    /** One statement, or several: javac's stack is not deep enough for a chain of hundreds of calls. */
    private static CodeBlock built(ClassName binding, CodeBlock made, List<CodeBlock> added, String chosen) {
        CodeBlock.Builder code = CodeBlock.builder();
        CodeBlock start = CodeBlock.of("return $L", made);
        for (int from = 0; added.size() - from > CHAIN; from += CHAIN) {
            CodeBlock subject =
                    from == 0 ? CodeBlock.of("$T binding = $L", binding.nestedClass("Builder"), made) : BUILT;
            code.addStatement("$L$L", subject, CodeBlock.join(added.subList(from, from + CHAIN), ""));
            start = CodeBlock.of("return binding");
        }
        int rest = added.isEmpty() ? 0 : (added.size() - 1) / CHAIN * CHAIN;
        List<CodeBlock> last = added.subList(rest, added.size());
        return code.addStatement("$L$L\n.build($L)", start, CodeBlock.join(last, ""), chosen)
                .build();
    }

    /** A method that names others, some of which may be deprecated. */
    private MethodSpec suppressing(MethodSpec.Builder builder, Stream<Docs> named) {
        if (named.anyMatch(Docs::deprecated) && !service.usesDeprecatedMessages()) {
            builder.addAnnotation(SourceFile.suppressDeprecation());
        }
        return builder.build();
    }
}
