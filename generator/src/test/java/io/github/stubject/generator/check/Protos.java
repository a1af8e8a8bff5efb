package io.github.stubject.generator.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stubject.generator.Protoc;
import io.github.stubject.generator.SchemaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Protos as text, compiled by protoc. */
final class Protos {
    static final String FILE = "orders.proto";

    private static final String HEAD =
            " package acme; import \"google/protobuf/empty.proto\"; import \"stubject/options.proto\";";

    private final Path work;

    Protos(Path work) {
        this.work = work;
    }

    /** Of {@code orders.proto}. Syntax, package and imports are in its first line, so that the given text begins in the second. */
    byte[] compile(String text) throws IOException {
        return compileAsIs(Map.of(FILE, withHead(text)));
    }

    /** Likewise, beside another file that is as it is given. */
    byte[] compile(String text, String other, String otherText) throws IOException {
        return compileAsIs(Map.of(FILE, withHead(text), other, otherText));
    }

    private static String withHead(String text) {
        String proto3 = text.startsWith("syntax") ? text : "syntax = \"proto3\";\n" + text;
        return proto3.replaceFirst(";\n", ";" + HEAD + "\n");
    }

    byte[] compileAsIs(String name, String text) throws IOException {
        return compileAsIs(Map.of(name, text));
    }

    private byte[] compileAsIs(Map<String, String> texts) throws IOException {
        Path folder = work.resolve(UUID.randomUUID().toString());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = folder.resolve("protos").resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue(), UTF_8);
        }
        return new Protoc(folder.resolve("protos"), folder).descriptorSet();
    }

    /** Compares two texts, the first by way of a baseline. */
    CheckResult check(String was, String now, AllowFile... allowed) throws Exception {
        return check(Baseline.write(compile(was), Set.of(FILE)), compile(now), allowed);
    }

    static CheckResult check(byte[] baseline, byte[] now, AllowFile... allowed)
            throws SchemaException, BaselineException {
        return CompatibilityCheck.run(new CheckRequest(baseline, now, Set.of(FILE), List.of(allowed)));
    }
}
