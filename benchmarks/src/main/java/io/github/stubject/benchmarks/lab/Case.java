package io.github.stubject.benchmarks.lab;

import io.github.stubject.benchmarks.model.Comparison;
import java.util.List;

/**
 * Something that contenders do in turn, and what of it is compared.
 *
 * @param operation what is counted, in the singular
 */
public record Case(
        String name, String operation, Setting setting, List<Contender> contenders, List<Comparison> comparisons) {
    public Case {
        contenders = List.copyOf(contenders);
        comparisons = List.copyOf(comparisons);
    }
}
