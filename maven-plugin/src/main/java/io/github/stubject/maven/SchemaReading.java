package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Reads protos for a goal that generates nothing. What {@code generate} warns of is not told a second time. */
final class SchemaReading {
    private final Log log;
    private final ProtocFinder protocFinder;
    private final SchemaRequest request;
    private final Inputs inputs;
    private final Path home;

    /** @param home where the executions of the module have their directories */
    SchemaReading(Log log, ProtocFinder protocFinder, SchemaRequest request, Path home) throws IOException {
        this.log = log;
        this.protocFinder = protocFinder;
        this.request = request;
        this.inputs = Inputs.of(request);
        this.home = home;
    }

    /** The schema; without any names if there are no protos. */
    Schema read(String doing) throws IOException, MojoFailureException {
        List<String> protos = inputs.selected(request.selection());
        if (protos.isEmpty() && request.servicesFrom().isEmpty()) {
            return Schema.empty(request.module());
        }
        SourceDirectories.check(inputs, request.selection(), request.module());
        ProtocBinary protoc = protocFinder.find(request.dependencies());
        AtomicReference<Schema> schema = new AtomicReference<>();
        new BuildLock(log, request.module(), home, request.work())
                .hold(() -> schema.set(new SchemaCompiler(log, request, inputs, protoc).read(doing, protos)));
        return Objects.requireNonNull(schema.get());
    }

    /** Says why there are no protos. */
    void tellNothing(String headline) {
        NothingSelected.tell(log, headline, inputs, request);
    }
}
