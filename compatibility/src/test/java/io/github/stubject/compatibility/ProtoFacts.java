package io.github.stubject.compatibility;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What others rely on in protos: each fact by the name of what it is about. More of them break nobody. */
final class ProtoFacts {
    private final SortedMap<String, String> facts = new TreeMap<>();

    private ProtoFacts() {}

    static SortedMap<String, String> of(FileDescriptorSet files) {
        ProtoFacts all = new ProtoFacts();
        files.getFileList().forEach(all::file);
        return all.facts;
    }

    private void file(FileDescriptorProto file) {
        facts.put(
                file.getName(),
                "%s %s in Java package %s, outer class %s, multiple files %s"
                        .formatted(
                                file.getSyntax(),
                                file.getPackage(),
                                file.getOptions().getJavaPackage(),
                                file.getOptions().getJavaOuterClassname(),
                                file.getOptions().getJavaMultipleFiles()));
        for (FieldDescriptorProto extension : file.getExtensionList()) {
            facts.put(
                    file.getPackage() + "." + extension.getName(),
                    "extends " + extension.getExtendee() + " by " + field(extension, List.of()));
        }
        file.getMessageTypeList().forEach(message -> message(file.getPackage(), message));
        file.getEnumTypeList().forEach(type -> enumeration(file.getPackage(), type));
    }

    private void message(String scope, DescriptorProto message) {
        String name = scope + "." + message.getName();
        facts.put(name, "message, map entry " + message.getOptions().getMapEntry());
        List<String> oneofs = message.getOneofDeclList().stream()
                .map(oneof -> oneof.getName())
                .toList();
        message.getFieldList().forEach(field -> facts.put(name + "." + field.getName(), field(field, oneofs)));
        message.getNestedTypeList().forEach(nested -> message(name, nested));
        message.getEnumTypeList().forEach(type -> enumeration(name, type));
    }

    private void enumeration(String scope, EnumDescriptorProto type) {
        String name = scope + "." + type.getName();
        facts.put(name, "enum");
        type.getValueList().forEach(value -> facts.put(name + "." + value.getName(), "value " + value.getNumber()));
    }

    private static String field(FieldDescriptorProto field, List<String> oneofs) {
        return "%d %s %s %s%s%s"
                .formatted(
                        field.getNumber(),
                        field.getLabel(),
                        field.getType(),
                        field.getTypeName(),
                        field.hasOneofIndex() ? ", of oneof " + oneofs.get(field.getOneofIndex()) : "",
                        field.getProto3Optional() ? ", with presence" : "");
    }
}
