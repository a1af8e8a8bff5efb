package io.github.stubject.maven;

import io.github.stubject.generator.GeneratorResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * One run of a goal: decides whether there is something to do, has it done in a staging directory, and brings the outputs
 * up to date. A run that fails leaves the outputs and the record of the last one as they are.
 */
final class Generation {
    private final Log log;
    private final ProtocFinder protocFinder;

    Generation(Log log, ProtocFinder protocFinder) {
        this.log = log;
        this.protocFinder = protocFinder;
    }

    void run(GenerationRequest request) throws IOException, MojoFailureException {
        long start = System.nanoTime();
        Path recordFile = request.work().resolve("outputs.txt");
        OutputRecord last = OutputRecord.read(recordFile, request.output());
        Inputs inputs = Inputs.of(request);
        List<String> protos = inputs.selected(request.selection());
        Path staging = request.work().resolve("staging");
        if (protos.isEmpty() && request.servicesFrom().isEmpty()) {
            log.info(nothingToDo(inputs));
            if (!last.files().isEmpty()) {
                FileSync.clear(staging);
                update(staging, last, "", recordFile);
            }
            return;
        }
        if (protos.isEmpty() && inputs.hasProtos()) {
            log.warn(
                    "No proto of the project itself passes <includes> and <excludes>, which hold for them as well as for"
                            + " <servicesFrom>.");
        }
        ProtocBinary protoc = protocFinder.find(request.dependencies());
        log.debug("protoc " + protoc.version() + ": " + protoc.file());
        String fingerprint = inputs.fingerprint(request, protoc);
        if (last.isUpToDate(fingerprint)) {
            DuplicateClasses.check(request, last.files());
            log.info("Up to date: " + Lines.count(last.files().size(), "file") + " in " + request.output());
            return;
        }
        FileSync.clear(staging);
        GeneratorResult generated = new Compilation(log, request, inputs, protoc).into(staging, protos);
        DuplicateClasses.check(request, FileSync.files(staging));
        FileSync.Result result = update(staging, last, fingerprint, recordFile);
        log.info("Generated " + Lines.count(generated.services(), "service") + " with "
                + Lines.count(generated.methods(), "method") + " in " + (System.nanoTime() - start) / 1_000_000
                + " ms: " + Lines.count(result.written(), "file") + " written, " + result.unchanged()
                + " unchanged, " + result.deleted() + " deleted.");
    }

    private static FileSync.Result update(Path staging, OutputRecord last, String fingerprint, Path recordFile)
            throws IOException {
        List<String> files = FileSync.files(staging);
        last.unfinishedWith(files).write(recordFile);
        FileSync.Result result = FileSync.move(staging, last.output(), last.files());
        OutputRecord.of(fingerprint, last.output(), files).write(recordFile);
        FileSync.clear(staging);
        return result;
    }

    private static String nothingToDo(Inputs inputs) {
        String where = inputs.sources().stream()
                .map(source -> source.path().toString())
                .collect(Collectors.joining(", "));
        return inputs.hasProtos()
                ? "Nothing to generate: no proto in " + where + " passes <includes> and <excludes>."
                : "Nothing to generate: there are no protos in " + where + ".";
    }
}
