package io.github.stubject.generator.internal.check;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paths of source info that lead to something with a name: a message, a field, a value, a method and so on. */
final class Declarations {
    private static final List<Descriptor> DECLARED = List.of(
            DescriptorProto.getDescriptor(),
            EnumDescriptorProto.getDescriptor(),
            ServiceDescriptorProto.getDescriptor());

    private Declarations() {}

    /** Whether the path leads to the name of a declaration. */
    static boolean isName(List<Integer> path) {
        Descriptor in = FileDescriptorProto.getDescriptor();
        for (int i = 0; i + 2 < path.size(); i += 2) {
            Descriptor next = in == null ? null : inside(in, path.get(i));
            if (next == null) {
                return false;
            }
            in = next;
        }
        return path.size() > 1
                && path.size() % 2 == 1
                && path.get(path.size() - 1) == DescriptorProto.NAME_FIELD_NUMBER
                && in != null
                && in.findFieldByName("name") != null;
    }

    private static @Nullable Descriptor inside(Descriptor outer, int number) {
        FieldDescriptor field = outer.findFieldByNumber(number);
        boolean declares = outer.equals(FileDescriptorProto.getDescriptor()) || DECLARED.contains(outer);
        return declares
                        && field != null
                        && field.isRepeated()
                        && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? field.getMessageType()
                : null;
    }
}
