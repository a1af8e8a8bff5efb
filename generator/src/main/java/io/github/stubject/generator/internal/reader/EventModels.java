package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.internal.model.Docs;
import io.github.stubject.generator.internal.model.DurableModel;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.MessageType;
import io.github.stubject.generator.internal.model.ParameterModel;
import io.github.stubject.generator.internal.model.ParameterModel.Kind;
import io.github.stubject.proto.DurableOptions;
import io.github.stubject.proto.SubjectTemplate;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the models of a service's events.
 *
 * <p>The constant of a parameter is the event's, {@code _}, and the field's path in capitals; {@code _} behind it, once or
 * more, where that is taken: by a method of the service, by a parameter before it, or by the class of a message.
 */
final class EventModels {
    private final Map<MethodDescriptor, String> constants;
    private final Set<String> taken;

    /** For one service, with the constants of its methods. */
    EventModels(ServiceDescriptor service, Map<MethodDescriptor, String> constants) {
        this.constants = constants;
        taken = new HashSet<>(constants.values());
        taken.addAll(MethodNames.taken(service));
    }

    EventModel event(MethodDescriptor method, SubjectTemplate subject, Docs docs) {
        String constant = Objects.requireNonNull(constants.get(method));
        return new EventModel(
                method.getName(),
                MethodNames.java(method),
                constant,
                subject.toString(),
                MessageTypes.of(method.getInputType()),
                durable(Events.durable(method)),
                subject.parameters().stream()
                        .distinct()
                        .map(path -> parameter(method.getInputType(), path, constant))
                        .toList(),
                docs);
    }

    private static @Nullable DurableModel durable(@Nullable DurableOptions options) {
        return options == null
                ? null
                : new DurableModel(
                        options.getStream(),
                        options.hasMessageId() ? options.getMessageId() : null,
                        options.hasKey() ? options.getKey() : null,
                        options.getPartitions());
    }

    private ParameterModel parameter(Descriptor message, String path, String eventConstant) {
        FieldDescriptor field = field(message, path);
        Kind kind = switch (field.getJavaType()) {
            case STRING -> Kind.STRING;
            case INT -> Kind.INTEGER;
            case LONG -> Kind.LONG;
            case BOOLEAN -> Kind.BOOLEAN;
            case ENUM -> Kind.ENUM;
            default -> throw new AssertionError(path);
        };
        EnumDescriptor enumType = kind == Kind.ENUM ? field.getEnumType() : null;
        MessageType type = enumType == null ? null : MessageTypes.of(enumType);
        String constant = eventConstant + "_" + JavaNames.upperSnake(path.replace('.', '_'));
        while (!taken.add(constant)) {
            constant += "_";
        }
        return new ParameterModel(path, constant, kind, type);
    }

    private static FieldDescriptor field(Descriptor message, String path) {
        int dot = path.indexOf('.');
        FieldDescriptor field = message.findFieldByName(dot < 0 ? path : path.substring(0, dot));
        return dot < 0 ? field : field(field.getMessageType(), path.substring(dot + 1));
    }
}
