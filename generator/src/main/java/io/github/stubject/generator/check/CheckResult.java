package io.github.stubject.generator.check;

import io.github.stubject.generator.Problem;
import java.util.List;

/**
 * What was found. The same request gives the same result.
 *
 * @param findings what would break something deployed, and nobody allowed; in the order of files and lines
 * @param allowed what was allowed, in the same order
 * @param errors what is wrong with what allows findings: a rule that there is not, a reason that is missing
 * @param warnings what allows a finding that there is not
 */
public record CheckResult(
        List<Finding> findings, List<AllowedFinding> allowed, List<Problem> errors, List<Problem> warnings) {
    public CheckResult {
        findings = List.copyOf(findings);
        allowed = List.copyOf(allowed);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** Whether there is nothing to fail for. */
    public boolean passed() {
        return findings.isEmpty() && errors.isEmpty();
    }
}
