package io.github.stubject.maven;

import io.github.stubject.generator.GeneratorResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    private final GenerationRequest request;
    private final Executions executions;
    private final long start;

    /** @param start when the goal began, by {@link System#nanoTime} */
    Generation(Log log, ProtocFinder protocFinder, GenerationRequest request, Executions executions, long start) {
        this.log = log;
        this.protocFinder = protocFinder;
        this.request = request;
        this.executions = executions;
        this.start = start;
    }

    void run() throws IOException, MojoFailureException {
        OutputRecord last = OutputRecord.read(executions.recordFile(), request.output());
        Inputs inputs = Inputs.of(request);
        List<String> protos = inputs.selected(request.selection());
        if (protos.isEmpty() && request.servicesFrom().isEmpty()) {
            log.info(nothingToDo(inputs));
            if (!last.files().isEmpty()) {
                FileSync.clear(staging());
                update(last, "", digests());
            }
            return;
        }
        if (protos.isEmpty() && inputs.hasProtos()) {
            log.warn(
                    "No proto of the project itself passes <includes> and <excludes>, which hold for them as well as for"
                            + " <servicesFrom>.");
        }
        SourceDirectories.check(inputs, request.selection());
        Digests digests = digests();
        String fingerprint =
                inputs.fingerprint(request, protocFinder.identity(request.dependencies(), digests), digests);
        if (last.isIn(request.output()) && last.isUpToDate(fingerprint, digests)) {
            DuplicateClasses.check(request, last.files());
            int deleted = executions.deleteOutputsOfGone(last);
            digests.keep();
            log.info("Up to date: " + Lines.count(last.files().size(), "file") + " in " + request.output()
                    + ", checked in " + millis() + " ms"
                    + (deleted == 0 ? "." : "; " + deleted + " deleted of an execution that is gone."));
            return;
        }
        generate(inputs, protos, last, fingerprint, digests);
    }

    private void generate(Inputs inputs, List<String> protos, OutputRecord last, String fingerprint, Digests digests)
            throws IOException, MojoFailureException {
        if (Files.exists(request.output()) && !Files.isDirectory(request.output())) {
            throw new MojoFailureException(
                    request.output() + " is to be the output directory, but it is a file. Move it away.");
        }
        ProtocBinary protoc = protocFinder.find(request.dependencies());
        FileSync.clear(staging());
        GeneratorResult generated = new Compilation(log, request, inputs, protoc).into(staging(), protos);
        DuplicateClasses.check(request, FileSync.files(staging()));
        FileSync.Result result = update(last, fingerprint, digests);
        log.info("Generated " + Lines.count(generated.services(), "service") + " with "
                + Lines.count(generated.methods(), "method") + " in " + millis() + " ms: "
                + Lines.count(result.written(), "file") + " written, " + result.unchanged() + " unchanged, "
                + result.deleted() + " deleted.");
    }

    /** Brings the outputs of the last run to what is staged. */
    private FileSync.Result update(OutputRecord last, String fingerprint, Digests digests) throws IOException {
        List<String> files = FileSync.files(staging());
        int deleted = 0;
        OutputRecord here = last;
        if (!last.isIn(request.output())) {
            deleted = FileSync.delete(last.output(), ofNobodyElse(last));
            here = OutputRecord.none(request.output());
        }
        here.unfinishedWith(files).write(executions.recordFile());
        FileSync.Result result = FileSync.move(staging(), here.output(), ofNobodyElse(here));
        OutputRecord now = OutputRecord.of(fingerprint, here.output(), files, digests);
        now.write(executions.recordFile());
        deleted += executions.deleteOutputsOfGone(now);
        digests.keep();
        FileSync.clear(staging());
        return new FileSync.Result(result.written(), result.unchanged(), result.deleted() + deleted);
    }

    private Set<String> ofNobodyElse(OutputRecord record) throws IOException {
        Set<String> files = new TreeSet<>(record.files());
        files.removeAll(executions.alsoOfOthers(record.output()));
        return files;
    }

    private Digests digests() throws IOException {
        return Digests.in(request.work().resolve("digests.txt"));
    }

    private Path staging() {
        return request.work().resolve("staging");
    }

    private long millis() {
        return (System.nanoTime() - start) / 1_000_000;
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
