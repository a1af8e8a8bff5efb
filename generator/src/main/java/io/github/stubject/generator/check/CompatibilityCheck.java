package io.github.stubject.generator.check;

import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.internal.check.Checker;

/**
 * Finds what would break clients, services, publishers and listeners that are deployed, events that are stored, and users
 * of JSON. Stateless: any thread may use it.
 */
public final class CompatibilityCheck {
    private CompatibilityCheck() {}

    /**
     * Compares the services of the chosen files, and all messages that they reach, with those of the baseline.
     *
     * @throws BaselineException if the baseline cannot be compared with
     * @throws SchemaException if subjects or events of now are not legal; with all problems found
     * @throws IllegalArgumentException if the descriptor set of now is not one, or lacks a chosen file
     */
    public static CheckResult run(CheckRequest request) throws SchemaException, BaselineException {
        return Checker.check(request);
    }
}
