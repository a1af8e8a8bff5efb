package io.github.stubject.generator;

import io.github.stubject.generator.internal.emitter.Emitter;
import io.github.stubject.generator.internal.model.Schema;
import io.github.stubject.generator.internal.reader.SchemaReader;
import java.util.Comparator;
import java.util.List;

/** Generates the interfaces, clients, publishers and bindings of services. Stateless: any thread may use it. */
public final class Generator {
    private Generator() {}

    /**
     * Generates some files for each service in the chosen proto files: four for one with calls, four for one with events,
     * seven for one with both. The same request gives the same result, byte for byte.
     *
     * @throws SchemaException if the schema cannot be served as it is; with all problems found, not only the first
     * @throws IllegalArgumentException if the descriptor set is not one, or lacks a chosen file
     */
    public static GeneratorResult generate(GeneratorRequest request) throws SchemaException {
        Schema schema = SchemaReader.read(request);
        List<GeneratedFile> files = schema.services().parallelStream()
                .flatMap(service -> Emitter.emit(service).stream())
                .sorted(Comparator.comparing(GeneratedFile::path))
                .toList();
        int methods = schema.services().stream()
                .mapToInt(service -> service.methods().size() + service.events().size())
                .sum();
        return new GeneratorResult(files, schema.services().size(), methods);
    }
}
