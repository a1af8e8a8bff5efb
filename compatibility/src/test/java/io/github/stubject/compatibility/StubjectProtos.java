package io.github.stubject.compatibility;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TextFormat;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The options and the wire messages, with their descriptors. */
final class StubjectProtos {
    private StubjectProtos() {}

    static FileDescriptorSet now() {
        return FileDescriptorSet.newBuilder()
                .addFile(OptionsProto.getDescriptor().toProto())
                .addFile(Status.getDescriptor().getFile().toProto())
                .build();
    }

    static FileDescriptorSet read(Path file) throws IOException {
        return TextFormat.parse(Files.readString(file), FileDescriptorSet.class);
    }
}
