package io.github.stubject.maven;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Schemas without a protoc. */
final class Schemas {
    static final String FILE = "shop/till.proto";

    private Schemas() {}

    /** {@code service shop.Till}, whose one method takes and answers {@code shop.Money}, of this one field. */
    static Schema till(ModulePaths module, String field) {
        return schema(
                module,
                file(field)
                        .addService(ServiceDescriptorProto.newBuilder()
                                .setName("Till")
                                .addMethod(MethodDescriptorProto.newBuilder()
                                        .setName("Take")
                                        .setInputType(".shop.Money")
                                        .setOutputType(".shop.Money"))));
    }

    /** The same message, and no service. */
    static Schema messages(ModulePaths module) {
        return schema(module, file("cents"));
    }

    private static FileDescriptorProto.Builder file(String field) {
        return FileDescriptorProto.newBuilder()
                .setName(FILE)
                .setPackage("shop")
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Money")
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName(field)
                                .setJsonName(field)
                                .setNumber(1)
                                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                                .setType(FieldDescriptorProto.Type.TYPE_INT64)));
    }

    private static Schema schema(ModulePaths module, FileDescriptorProto.Builder file) {
        Path sources = module.base().resolve("src/main/proto");
        return new Schema(
                FileDescriptorSet.newBuilder().addFile(file).build().toByteArray(),
                Set.of(FILE),
                new ImportPath(List.of(new ProtoDirectory(sources, List.of(FILE))), module),
                List.of());
    }
}
