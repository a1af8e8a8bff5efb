package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.served.GeneratedService;
import io.github.stubject.runtime.RpcService;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources are written in UTF-8, and a build may read them in anything that has ASCII in it. */
class SourceEncodingTest {
    private static final String SERVICE = """
            syntax = "proto3";
            package acme;
            option java_package = "%s";
            option java_multiple_files = true;
            import "stubject/options.proto";
            // %s
            service S {
              option (stubject.service) = {
                description: "Aufträge\\nund \\\\ä 😀"
                metadata { key: "größe" value: "ключ \\\\\\\\ö" }
              };
              rpc Get(M) returns (M);
            }
            message M {}
            """;

    @TempDir
    private Path work;

    @Test
    void stringsAreTheSameWhateverEncodingJavacReads() throws Exception {
        Protoc protoc = protoc("com.acme", "No comment of other letters, which US-ASCII could not read.");
        Path sources = write(protoc);

        for (var encoding : List.of(StandardCharsets.US_ASCII, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8)) {
            JavaCompiler javac = new JavaCompiler(work.resolve(encoding.name()));
            javac.leniently(protoc.messages());
            javac.strictly(sources, encoding);
            try (URLClassLoader classes = javac.load()) {
                Class<?> binding = GeneratedService.load("com.acme.S", classes).binding();
                RpcService service = (RpcService) binding.getField("SERVICE").get(null);
                assertThat(service.description()).isEqualTo("Aufträge\nund \\ä 😀");
                assertThat(service.metadata()).isEqualTo(Map.of("größe", "ключ \\\\ö"));
            }
        }
    }

    @Test
    void namesAreEscapedAndCommentsAreLeftToRead() throws Exception {
        Protoc protoc = protoc("com.äcme", "Grüße");

        String text = Generator.generate(new GeneratorRequest(protoc.descriptorSet(), protoc.files(), null))
                .files()
                .get(0)
                .content();

        assertThat(text).contains("package com.\\u00e4cme;", " * Grüße");
    }

    private Protoc protoc(String javaPackage, String comment) throws Exception {
        Path protos = Files.createDirectories(work.resolve("protos"));
        Files.writeString(protos.resolve("s.proto"), SERVICE.formatted(javaPackage, comment));
        return new Protoc(protos, work);
    }

    private Path write(Protoc protoc) throws Exception {
        Path sources = work.resolve("sources");
        for (GeneratedFile file : Generator.generate(new GeneratorRequest(protoc.descriptorSet(), protoc.files(), null))
                .files()) {
            Path path = sources.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.content());
        }
        return sources;
    }
}
