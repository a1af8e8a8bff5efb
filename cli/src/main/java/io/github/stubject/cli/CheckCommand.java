package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stubject.generator.Problem;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.check.AllowFile;
import io.github.stubject.generator.check.Baseline;
import io.github.stubject.generator.check.BaselineException;
import io.github.stubject.generator.check.CheckRequest;
import io.github.stubject.generator.check.CheckResult;
import io.github.stubject.generator.check.CompatibilityCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares protos with a baseline, or writes one. */
@Command(
        name = "check",
        description = "Finds what would break programs that are deployed, by a baseline; or writes the baseline.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    private final SchemaOptions schema = new SchemaOptions();

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "What is deployed: written by --write, or a descriptor set. By default"
                    + " stubject-baseline.binpb in the current directory.")
    private Path baseline = Path.of("stubject-baseline.binpb");

    @Option(
            names = "--allow",
            paramLabel = "FILE",
            description =
                    "A file that allows findings, a line for each: rule element reason. May be given several times.")
    private List<Path> allow = new ArrayList<>();

    @Option(names = "--write", description = "Writes the baseline from the protos, and compares nothing.")
    private boolean write;

    @Override
    public Integer call() throws CommandException {
        SchemaFiles files = schema.read();
        try {
            return write ? write(files) : compare(files);
        } catch (SchemaException e) {
            throw CommandException.of(e);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private int write(SchemaFiles files) throws CommandException {
        if (!files.hasServices()) {
            throw new CommandException("no baseline is written: there is no service in "
                    + String.join(", ", new TreeSet<>(files.names())));
        }
        byte[] bytes = Baseline.write(files.descriptorSet(), files.names());
        try {
            Files.write(baseline, bytes);
        } catch (IOException e) {
            throw new CommandException("cannot write the baseline " + baseline + ": " + e, e);
        }
        out().println("Wrote " + baseline + ", " + bytes.length + " bytes. Commit it.");
        return 0;
    }

    private int compare(SchemaFiles files) throws CommandException, SchemaException {
        if (!files.hasServices() && Files.notExists(baseline)) {
            out().println("Nothing to check: there are no services in the protos.");
            return 0;
        }
        List<AllowFile> allowed = new ArrayList<>();
        for (Path file : allow) {
            allowed.add(new AllowFile(file.toString(), new String(read(file, "there is no file"), UTF_8)));
        }
        byte[] was = read(
                baseline,
                "there is no baseline yet; write one from the protos that are deployed, with check --write --baseline");
        try {
            return tell(CompatibilityCheck.run(new CheckRequest(was, files.descriptorSet(), files.names(), allowed)));
        } catch (BaselineException e) {
            throw new CommandException(baseline + ": " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path file, String missing) throws CommandException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CommandException(missing + " " + file, e);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e, e);
        }
    }

    private int tell(CheckResult result) {
        result.findings().forEach(out()::println);
        result.errors().forEach(problem -> complain("error", problem));
        result.warnings().forEach(problem -> complain("warning", problem));
        int findings = result.findings().size();
        out().println((findings == 0 ? "Nothing" : findings + (findings == 1 ? " change" : " changes"))
                + " would break what is deployed"
                + (result.allowed().isEmpty() ? "." : "; " + result.allowed().size() + " allowed."));
        return result.passed() ? 0 : 1;
    }

    private void complain(String kind, Problem problem) {
        command().commandLine().getErr().println(kind + ": " + problem);
    }

    private PrintWriter out() {
        return command().commandLine().getOut();
    }

    private CommandSpec command() {
        if (command == null) {
            throw new IllegalStateException("picocli has not filled this in");
        }
        return command;
    }
}
