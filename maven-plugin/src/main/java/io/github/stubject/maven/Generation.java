package io.github.stubject.maven;

import io.github.stubject.generator.GeneratorResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * One run of a goal: decides whether there is something to do, has it done in a staging directory, and brings the outputs
 * up to date. A run that fails leaves the outputs and the record of the last one as they are.
 */
final class Generation {
    private static final String NOTHING = "Nothing to generate";

    private final Log log;
    private final ProtocFinder protocFinder;
    private final GenerationRequest request;
    private final Executions executions;
    private final Orphans orphans;
    private final long start;

    /** @param start when the goal began, by {@link System#nanoTime} */
    Generation(Log log, ProtocFinder protocFinder, GenerationRequest request, Executions executions, long start) {
        this.log = log;
        this.protocFinder = protocFinder;
        this.request = request;
        this.executions = executions;
        this.orphans = new Orphans(log, request.module());
        this.start = start;
    }

    void run() throws IOException, MojoFailureException {
        if (!Files.exists(executions.home())) {
            Inputs inputs = Inputs.of(request.schema());
            if (isNothingToDo(inputs)) {
                // Leaves nothing behind in a module that never had protos.
                NothingSelected.tell(log, NOTHING, inputs, request.schema());
                return;
            }
        }
        new BuildLock(log, request.module(), executions.home(), request.output()).hold(this::runAlone);
    }

    private boolean isNothingToDo(Inputs inputs) {
        return inputs.selected(request.schema().selection()).isEmpty()
                && request.schema().servicesFrom().isEmpty();
    }

    private void runAlone() throws IOException, MojoFailureException {
        OutputRecord last = OutputRecord.read(executions.recordFile(), request.output());
        Inputs inputs = Inputs.of(request.schema());
        List<String> protos = inputs.selected(request.schema().selection());
        if (isNothingToDo(inputs)) {
            NothingSelected.tell(log, NOTHING, inputs, request.schema());
            if (!last.files().isEmpty()) {
                FileSync.clear(staging());
                int deleted = update(last, "", digests()).deleted();
                log.info(Lines.count(deleted, "file") + " of the last run deleted.");
            }
            return;
        }
        if (protos.isEmpty() && inputs.hasProtos()) {
            log.warn(
                    "Services are generated from dependencies only: <includes> and <excludes> hold for the protos of the"
                            + " project itself as well as for <servicesFrom>.\n"
                            + NothingSelected.text(inputs, request.schema()));
        }
        String old = ProtobufFloor.check(
                ProtocFinder.protobufVersion(request.schema().dependencies()));
        if (old != null) {
            log.warn(old);
        }
        SourceDirectories.check(inputs, request.schema().selection(), request.module());
        Digests digests = digests();
        String fingerprint = inputs.fingerprint(
                request, protocFinder.identity(request.schema().dependencies(), digests), digests);
        if (last.isIn(request.output()) && last.isUpToDate(fingerprint, digests)) {
            DuplicateClasses.check(request, last.files(), Set.of());
            int deleted = executions.deleteOutputsOfGone(last, orphans);
            digests.keep();
            log.info("Up to date: " + Lines.count(last.files().size(), "file") + " in " + shown(request.output())
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
                    shown(request.output()) + " is to be the output directory, but it is a file. Move it away.");
        }
        ProtocBinary protoc = protocFinder.find(request.schema().dependencies());
        FileSync.clear(staging());
        GeneratorResult generated = new Compilation(
                        log, request, new SchemaCompiler(log, request.schema(), inputs, protoc))
                .into(staging(), protos);
        List<String> files = FileSync.files(staging());
        DuplicateClasses.check(request, files, leaving(last));
        HandWritten.check(staging(), request.output(), files, request.module());
        Changes changes = update(last, fingerprint, digests);
        log.info("Generated " + Lines.count(generated.services(), "service") + " with "
                + Lines.count(generated.methods(), "method") + " in " + millis() + " ms: "
                + Lines.count(changes.written(), "file") + " written, " + changes.unchanged() + " unchanged, "
                + changes.deleted() + " deleted.");
    }

    /** What became of the files. */
    private record Changes(int written, int unchanged, int deleted) {}

    /** Brings the outputs of the last run to what is staged. */
    private Changes update(OutputRecord last, String fingerprint, Digests digests) throws IOException {
        List<String> files = FileSync.files(staging());
        int deleted = 0;
        OutputRecord here = last;
        if (!last.isIn(request.output())) {
            deleted = orphans.delete(last.output(), ofNobodyElse(last));
            here = OutputRecord.none(request.output());
        }
        here.unfinishedWith(files).write(executions.recordFile());
        Set<String> gone = ofNobodyElse(here);
        gone.removeAll(files);
        // First, because on some file systems Foo.java and FOO.java are one file.
        deleted += orphans.delete(here.output(), gone);
        FileSync.Result result = FileSync.move(staging(), here.output());
        OutputRecord now = OutputRecord.of(fingerprint, here.output(), files, digests);
        now.write(executions.recordFile());
        deleted += executions.deleteOutputsOfGone(now, orphans);
        digests.keep();
        FileSync.clear(staging());
        return new Changes(result.written(), result.unchanged(), deleted);
    }

    /** The files that are deleted since they are generated into another directory now. */
    private Set<Path> leaving(OutputRecord last) throws IOException {
        Set<Path> files = new HashSet<>();
        if (!last.isIn(request.output())) {
            for (String name : ofNobodyElse(last)) {
                Path file = last.output().resolve(name);
                if (!HandWritten.is(file)) {
                    files.add(file);
                }
            }
        }
        return files;
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

    private String shown(Path path) {
        return request.module().show(path);
    }
}
