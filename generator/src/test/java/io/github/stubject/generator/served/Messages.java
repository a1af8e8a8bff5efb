package io.github.stubject.generator.served;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Makes messages of classes that are known only by reflection. */
final class Messages {
    /** How deep fields of fields are filled: subjects name none that is deeper. */
    private static final int DEPTH = 3;

    private Messages() {}

    /** Whether the type is a message's, or of a stream or a publisher of messages. */
    static boolean isMessage(Type type) {
        return type instanceof ParameterizedType holder
                ? isMessage(holder.getActualTypeArguments()[0])
                : type instanceof Class<?> plain && MessageLite.class.isAssignableFrom(plain);
    }

    /** A message of the type, or of what a future, a stream or a publisher of that type holds. */
    static Message of(Type type) throws ReflectiveOperationException {
        return complete(empty(type).newBuilderForType()).build();
    }

    /** The same with a value in each field that a subject can have in it. */
    static Message filled(Type type) throws ReflectiveOperationException {
        return fill(empty(type).newBuilderForType(), DEPTH).build();
    }

    private static Message empty(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType holder) {
            return empty(holder.getActualTypeArguments()[0]);
        }
        return (Message) ((Class<?>) type).getMethod("getDefaultInstance").invoke(null);
    }

    /** Sets what proto2 requires. */
    private static Message.Builder complete(Message.Builder builder) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.isRequired()) {
                boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
                builder.setField(
                        field,
                        message ? complete(builder.newBuilderForField(field)).build() : field.getDefaultValue());
            }
        }
        return builder;
    }

    private static Message.Builder fill(Message.Builder builder, int depth) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.isRepeated()) {
                continue;
            }
            switch (field.getJavaType()) {
                case STRING -> builder.setField(field, "text");
                case INT -> builder.setField(field, 7);
                case LONG -> builder.setField(field, 7L);
                case BOOLEAN -> builder.setField(field, true);
                case MESSAGE -> {
                    if (depth > 1) {
                        builder.setField(
                                field,
                                fill(builder.newBuilderForField(field), depth - 1)
                                        .build());
                    }
                }
                default -> {} // Enums have their first value.
            }
        }
        return complete(builder);
    }

    /** The subject with the message's values in place of parameters. */
    static String subject(String template, Message message) {
        StringBuilder subject = new StringBuilder();
        int done = 0;
        for (int brace = template.indexOf('{'); brace >= 0; brace = template.indexOf('{', done)) {
            subject.append(template, done, brace);
            done = template.indexOf('}', brace) + 1;
            subject.append(value(message, template.substring(brace + 1, done - 1)));
        }
        return subject + template.substring(done);
    }

    private static Object value(Message message, String path) {
        int dot = path.indexOf('.');
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(dot < 0 ? path : path.substring(0, dot));
        Object value = message.getField(field);
        return dot < 0 ? value : value((Message) value, path.substring(dot + 1));
    }
}
