package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which protocs on this machine are the same. */
@DisabledOnOs(OS.WINDOWS) // The protocs here are scripts.
class ProtocFinderTest {
    private final Path directory;

    ProtocFinderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void the_same_program_elsewhere_is_the_same() throws Exception {
        assertThat(identity(program("here", "one"))).isEqualTo(identity(program("there", "one")));
    }

    @Test
    void another_program_at_the_same_path_is_another() throws Exception {
        String before = identity(program("protoc", "one"));

        assertThat(identity(program("protoc", "two"))).isNotEqualTo(before);
    }

    @Test
    void a_script_is_another_if_the_program_that_it_calls_has_another_version() throws Exception {
        Path version = Files.writeString(directory.resolve("version"), "libprotoc 36.1\n");
        Path script = program("protoc", "#!/bin/sh\ncat '" + version + "'\n");
        String before = identity(script);
        assertThat(identity(script)).isEqualTo(before);

        Files.writeString(version, "libprotoc 36.2\n");

        assertThat(identity(script)).isNotEqualTo(before);
    }

    private String identity(Path protoc) throws MojoFailureException, IOException {
        RepositorySystem none = (RepositorySystem) Proxy.newProxyInstance(
                RepositorySystem.class.getClassLoader(), new Class<?>[] {RepositorySystem.class}, (p, method, args) -> {
                    throw new AssertionError("nothing is to be fetched");
                });
        ProtocRepository repository = new ProtocRepository(
                new Repositories(none, new DefaultRepositorySystemSession(), List.of()), new LogOfLines());
        return new ProtocFinder(repository, protoc, directory.resolve("run"), new ModulePaths(directory))
                .identity(List.of(), Digests.in(directory.resolve("digests.txt")));
    }

    private Path program(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
