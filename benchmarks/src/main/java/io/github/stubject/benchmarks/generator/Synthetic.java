package io.github.stubject.benchmarks.generator;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;

/** Schemas of any size. */
final class Synthetic {
    private Synthetic() {}

    /** Files with one service each, whose methods have messages of their own. */
    static FileDescriptorSet methods(int services, int methodsOfEach) {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        for (int i = 0; i < services; i++) {
            FileDescriptorProto.Builder file = set.addFileBuilder()
                    .setName("s" + i + ".proto")
                    .setSyntax("proto3")
                    .setPackage("acme.s" + i);
            file.getOptionsBuilder().setJavaMultipleFiles(true);
            ServiceDescriptorProto.Builder service = file.addServiceBuilder().setName("Service" + i);
            for (int j = 0; j < methodsOfEach; j++) {
                file.addMessageTypeBuilder().setName("Request" + j);
                file.addMessageTypeBuilder().setName("Response" + j);
                service.addMethodBuilder()
                        .setName("DoThing" + j)
                        .setInputType(".acme.s" + i + ".Request" + j)
                        .setOutputType(".acme.s" + i + ".Response" + j)
                        .setServerStreaming(j % 10 == 0);
            }
        }
        return set.build();
    }
}
