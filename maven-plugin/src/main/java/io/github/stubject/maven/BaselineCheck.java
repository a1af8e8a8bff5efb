package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stubject.generator.Problem;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.check.AllowFile;
import io.github.stubject.generator.check.BaselineException;
import io.github.stubject.generator.check.CheckRequest;
import io.github.stubject.generator.check.CheckResult;
import io.github.stubject.generator.check.CompatibilityCheck;
import io.github.stubject.generator.check.Finding;
import io.github.stubject.generator.check.SourcePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Compares protos with a baseline, and tells what would break. */
final class BaselineCheck {
    private final Log log;
    private final ModulePaths module;
    private final DeployedBaseline baseline;
    private final @Nullable Path allow;

    /** @param allow the file that allows findings, which must be there; {@code null} for the usual one if that is there */
    BaselineCheck(Log log, ModulePaths module, DeployedBaseline baseline, @Nullable Path allow) {
        this.log = log;
        this.module = module;
        this.baseline = baseline;
        this.allow = allow;
    }

    /** @throws MojoFailureException if something would break, or there is nothing to compare with */
    void run(Schema schema) throws IOException, MojoFailureException {
        CheckResult result = compare(schema);
        result.findings().forEach(finding -> log.error(located(finding, schema).toString()));
        result.errors().forEach(problem -> log.error(schema.locate(problem).toString()));
        result.warnings().forEach(problem -> log.warn(schema.locate(problem).toString()));
        if (!result.passed()) {
            throw new MojoFailureException(failure(result));
        }
        log.info("Nothing would break what is deployed"
                + (result.allowed().isEmpty() ? "." : "; " + result.allowed().size() + " allowed."));
    }

    private CheckResult compare(Schema schema) throws IOException, MojoFailureException {
        CheckRequest request = new CheckRequest(baseline.read(), schema.descriptorSet(), schema.names(), allowFiles());
        try {
            return CompatibilityCheck.run(request);
        } catch (BaselineException e) {
            throw new MojoFailureException(baseline.shown() + ": " + e.getMessage() + "\n" + baseline.howToWrite());
        } catch (SchemaException e) {
            throw schema.refuse(e);
        }
    }

    private List<AllowFile> allowFiles() throws IOException, MojoFailureException {
        Path file = allow == null ? usualAllowFile() : allow;
        if (Files.isDirectory(file)) {
            throw new MojoFailureException(module.show(file)
                    + " is to be the file that allows findings, but it is a directory. Name a file with <allow>.");
        }
        try {
            // Not strictly: letters of another encoding do no harm in a reason.
            return List.of(new AllowFile(module.show(file), new String(Files.readAllBytes(file), UTF_8)));
        } catch (NoSuchFileException e) {
            if (allow == null) {
                return List.of();
            }
            throw new MojoFailureException("<allow> is " + module.show(file) + ", and there is no such file."
                    + " Create it, or leave <allow> out.");
        }
    }

    private Path usualAllowFile() {
        return module.base().resolve("stubject-allow.txt");
    }

    private Finding located(Finding finding, Schema schema) {
        SourcePlace now = finding.now();
        return now == null
                ? finding
                : new Finding(
                        finding.rule(),
                        finding.element(),
                        finding.what(),
                        new SourcePlace(schema.importPath().locate(now.file()), now.line(), now.column()),
                        finding.was(),
                        finding.breaks(),
                        finding.usedBy());
    }

    private String failure(CheckResult result) {
        List<String> lines = new ArrayList<>();
        int findings = result.findings().size();
        if (findings > 0) {
            lines.add(Lines.count(findings, "change") + " would break what is deployed, as " + baseline.shown()
                    + " has it. Above is, for each, how to do it compatibly.");
            lines.add("What is meant is allowed with a reason, by a line in "
                    + module.show(allow == null ? usualAllowFile() : allow) + ": rule element reason.");
            lines.add(baseline.howToReplace());
        }
        List<Problem> errors = result.errors();
        if (!errors.isEmpty()) {
            lines.add(Lines.count(errors.size(), "mistake") + " in what allows changes, told above.");
        }
        return String.join("\n", lines);
    }
}
