package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowedProtosTest {
    private final Path directory;

    ShadowedProtosTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void a_proto_of_two_jars_with_different_content_is_shown_with_both() throws IOException {
        ImportPath path = path("money.proto", "one", "two");

        assertThat(ShadowedProtos.find(path, used("money.proto")))
                .containsExactly("money.proto: taken from a.jar/money.proto, not from b.jar/money.proto");
    }

    @Test
    void the_same_content_twice_is_no_matter() throws IOException {
        assertThat(ShadowedProtos.find(path("money.proto", "one", "one"), used("money.proto")))
                .isEmpty();
    }

    @Test
    void what_nobody_imports_is_no_matter() throws IOException {
        assertThat(ShadowedProtos.find(path("money.proto", "one", "two"), used("other.proto")))
                .isEmpty();
    }

    @Test
    void protobufs_own_are_the_same_everywhere() throws IOException {
        assertThat(ShadowedProtos.find(
                        path("google/protobuf/any.proto", "one", "two"), used("google/protobuf/any.proto")))
                .isEmpty();
    }

    private ImportPath path(String name, String... contents) throws IOException {
        Path first = write(directory.resolve("a.jar"), name, contents[0]);
        Path second = write(directory.resolve("b.jar"), name, contents[1]);
        return new ImportPath(
                List.of(new ProtoDirectory(first, List.of(name)), new ProtoDirectory(second, List.of(name))),
                new ModulePaths(directory));
    }

    private static Path write(Path jar, String name, String content) throws IOException {
        Files.createDirectories(jar.resolve(name).getParent());
        Files.writeString(jar.resolve(name), content);
        return jar;
    }

    private static byte[] used(String name) {
        return FileDescriptorSet.newBuilder()
                .addFile(FileDescriptorProto.newBuilder().setName(name))
                .build()
                .toByteArray();
    }
}
