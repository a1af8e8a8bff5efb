package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.JavaFeaturesProto;
import com.google.protobuf.JavaFeaturesProto.JavaFeatures.NestInFileClassFeature.NestInFileClass;

/** The classes that protoc itself makes of services, if the old option java_generic_services asks for them. */
final class GenericServices {
    private GenericServices() {}

    /** Whether the class stands beside the file's class and not in it. protobuf tells this of messages only. */
    static boolean isTopLevel(ServiceDescriptor service) {
        NestInFileClass nest = service.getOptions()
                .getFeatures()
                .getExtension(JavaFeaturesProto.java_)
                .getNestInFileClass();
        FileDescriptor file = service.getFile();
        return switch (nest) {
            case YES -> false;
            case NO -> true;
            default ->
                file.getOptions().getJavaMultipleFiles()
                        || file.toProto().getEdition().getNumber() >= Edition.EDITION_2024_VALUE;
        };
    }
}
