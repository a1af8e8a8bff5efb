package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.proto.OptionsProto;
import java.util.ArrayList;
import java.util.List;

/** A place in a proto file, as source info counts: by field numbers and indexes inside the file's descriptor. */
public record Place(FileDescriptor file, List<Integer> path) {
    /** The number of a declaration's name: the same in messages, enums, services and methods. */
    static final int NAME = DescriptorProto.NAME_FIELD_NUMBER;

    public Place {
        path = List.copyOf(path);
    }

    public static Place of(FileDescriptor file) {
        return new Place(file, List.of());
    }

    public static Place of(ServiceDescriptor service) {
        return of(service.getFile()).in(FileDescriptorProto.SERVICE_FIELD_NUMBER, service.getIndex());
    }

    public static Place of(MethodDescriptor method) {
        return of(method.getService()).in(ServiceDescriptorProto.METHOD_FIELD_NUMBER, method.getIndex());
    }

    public static Place of(Descriptor message) {
        Descriptor outer = message.getContainingType();
        return outer == null
                ? of(message.getFile()).in(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, message.getIndex())
                : of(outer).in(DescriptorProto.NESTED_TYPE_FIELD_NUMBER, message.getIndex());
    }

    public static Place of(EnumDescriptor type) {
        Descriptor outer = type.getContainingType();
        return outer == null
                ? of(type.getFile()).in(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, type.getIndex())
                : of(outer).in(DescriptorProto.ENUM_TYPE_FIELD_NUMBER, type.getIndex());
    }

    /** A field, also one of an extension. The fields of a map's entries, which nobody wrote, are where the map is. */
    public static Place of(FieldDescriptor field) {
        if (field.isExtension()) {
            Descriptor scope = field.getExtensionScope();
            return scope == null
                    ? of(field.getFile()).in(FileDescriptorProto.EXTENSION_FIELD_NUMBER, field.getIndex())
                    : of(scope).in(DescriptorProto.EXTENSION_FIELD_NUMBER, field.getIndex());
        }
        Descriptor message = field.getContainingType();
        FieldDescriptor map = MapEntries.mapOf(message);
        if (map != null) {
            return of(map);
        }
        return of(message).in(DescriptorProto.FIELD_FIELD_NUMBER, field.getIndex());
    }

    public static Place of(OneofDescriptor oneof) {
        return of(oneof.getContainingType()).in(DescriptorProto.ONEOF_DECL_FIELD_NUMBER, oneof.getIndex());
    }

    public static Place of(EnumValueDescriptor value) {
        return of(value.getType()).in(EnumDescriptorProto.VALUE_FIELD_NUMBER, value.getIndex());
    }

    /** One of our options of a service. */
    public static Place ofOption(ServiceDescriptor service, int field) {
        return ofOption(service).in(field);
    }

    /** All of our options of a service. */
    static Place ofOption(ServiceDescriptor service) {
        return of(service).in(ServiceDescriptorProto.OPTIONS_FIELD_NUMBER, OptionsProto.service.getNumber());
    }

    /** One of our options of a method. */
    public static Place ofOption(MethodDescriptor method, int field) {
        return ofOption(method).in(field);
    }

    /** All of our options of a method. */
    static Place ofOption(MethodDescriptor method) {
        return of(method).in(MethodDescriptorProto.OPTIONS_FIELD_NUMBER, OptionsProto.method.getNumber());
    }

    /** The option idempotency_level of a method. */
    public static Place ofIdempotency(MethodDescriptor method) {
        return of(method).in(MethodDescriptorProto.OPTIONS_FIELD_NUMBER, MethodOptions.IDEMPOTENCY_LEVEL_FIELD_NUMBER);
    }

    /** One of protobuf's options of a file. */
    static Place ofOption(FileDescriptor file, int field) {
        return of(file).in(FileDescriptorProto.OPTIONS_FIELD_NUMBER, field);
    }

    /** What names the class of a file: protobuf's option, or the file. */
    static Place ofFileClass(FileDescriptor file) {
        return file.getOptions().hasJavaOuterClassname()
                ? ofOption(file, FileOptions.JAVA_OUTER_CLASSNAME_FIELD_NUMBER)
                : of(file);
    }

    /** A place inside this one. */
    public Place in(int... steps) {
        List<Integer> longer = new ArrayList<>(path);
        for (int step : steps) {
            longer.add(step);
        }
        return new Place(file, longer);
    }

    /** What this place is inside of; not to be asked of a whole file. */
    public Place outer() {
        return new Place(file, path.subList(0, path.size() - 1));
    }
}
