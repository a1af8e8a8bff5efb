package io.github.stubject.corpus;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Makes messages of classes that are known only by reflection. */
final class Messages {
    private Messages() {}

    /** A message of the type, or of what a future, a stream or a publisher of that type holds. */
    static Message of(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType holder) {
            return of(holder.getActualTypeArguments()[0]);
        }
        Message empty =
                (Message) ((Class<?>) type).getMethod("getDefaultInstance").invoke(null);
        return complete(empty.newBuilderForType()).build();
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
}
