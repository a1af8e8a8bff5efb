package io.github.stubject.generator.internal.emitter;

import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.FieldSpec;
import com.squareup.javapoet.ParameterizedTypeName;
import com.squareup.javapoet.TypeName;
import io.github.stubject.generator.internal.model.DurableModel;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.JavaType;
import io.github.stubject.generator.internal.model.ParameterModel;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** The descriptors of events and of the parameters in their subjects, which the binding holds. */
final class EventConstants {
    private final JavaType listener;

    /** For a service whose listener has this class. */
    EventConstants(JavaType listener) {
        this.listener = listener;
    }

    /** The event's own, then those of its parameters. */
    List<FieldSpec> of(EventModel event) {
        List<FieldSpec> constants = new ArrayList<>();
        constants.add(descriptor(event));
        event.parameters().forEach(parameter -> constants.add(parameter(event, parameter)));
        return constants;
    }

    private FieldSpec descriptor(EventModel event) {
        DurableModel durable = event.durable();
        CodeBlock javadoc = CodeBlock.of(
                "{@link $T#$L}, subject $L$L.",
                Types.of(listener),
                event.javaName(),
                Javadoc.subject(event),
                durable == null ? "" : ", kept by stream " + Javadoc.code(durable.stream()));
        TypeName type = ParameterizedTypeName.get(Types.event(event), Types.of(event.message()));
        return constant(event, type, event.constant(), javadoc)
                .initializer(value(event, durable))
                .build();
    }

    private static CodeBlock value(EventModel event, @Nullable DurableModel durable) {
        List<CodeBlock> settings = new ArrayList<>();
        if (durable != null && durable.messageId() != null) {
            settings.add(CodeBlock.of("withMessageId($S)", durable.messageId()));
        }
        if (durable != null && durable.key() != null) {
            settings.add(CodeBlock.of("withKey($S, $L)", durable.key(), durable.partitions()));
        }
        return BindingEmitter.descriptor(
                CodeBlock.of("$T.of", Types.event(event)),
                CodeBlock.of("SERVICE, $S, $S", event.protoName(), event.subject()),
                CodeBlock.of(
                        "$T.getDefaultInstance()$L",
                        Types.of(event.message()),
                        durable == null ? "" : CodeBlock.of(", $S", durable.stream())),
                settings);
    }

    private static FieldSpec parameter(EventModel event, ParameterModel parameter) {
        TypeName value = Types.value(parameter);
        CodeBlock javadoc = CodeBlock.of(
                "$L in the subject of {@link #$L}.", Javadoc.code("{" + parameter.path() + "}"), event.constant());
        return constant(event, ParameterizedTypeName.get(Types.SUBJECT_PARAMETER, value), parameter.constant(), javadoc)
                .initializer("$L.parameter($S, $T.class)", event.constant(), parameter.path(), value)
                .build();
    }

    private static FieldSpec.Builder constant(EventModel event, TypeName type, String name, CodeBlock javadoc) {
        FieldSpec.Builder field = FieldSpec.builder(type, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(Javadoc.deprecated(event.docs(), javadoc));
        if (event.docs().deprecated()) {
            field.addAnnotation(Deprecated.class);
        }
        return field;
    }
}
