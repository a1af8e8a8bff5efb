package io.github.stubject.generator.internal.check;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;

/** A version, in the order of Semantic Versioning 2.0.0; what is none is ordered somehow. */
record SemanticVersion(String text) implements Comparable<SemanticVersion> {
    private static final Comparator<String> IDENTIFIERS = Comparator.comparing(
                    (String identifier) -> isNumber(identifier) ? 0 : 1)
            .thenComparing(identifier -> isNumber(identifier) ? new BigInteger(identifier) : BigInteger.ZERO)
            .thenComparing(identifier -> isNumber(identifier) ? "" : identifier);

    private static boolean isNumber(String identifier) {
        return !identifier.isEmpty() && identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public int compareTo(SemanticVersion other) {
        int numbers = compare(identifiers(numbers()), identifiers(other.numbers()));
        if (numbers != 0) {
            return numbers;
        }
        String label = label();
        String otherLabel = other.label();
        if (label.isEmpty() || otherLabel.isEmpty()) {
            // A version is above all those that come before it.
            return Boolean.compare(label.isEmpty(), otherLabel.isEmpty());
        }
        return compare(identifiers(label), identifiers(otherLabel));
    }

    private static List<String> identifiers(String dotted) {
        return List.of(dotted.split("\\.", -1));
    }

    private static int compare(List<String> a, List<String> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = IDENTIFIERS.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private String withoutBuild() {
        int plus = text.indexOf('+');
        return plus < 0 ? text : text.substring(0, plus);
    }

    private String numbers() {
        String version = withoutBuild();
        int dash = version.indexOf('-');
        return dash < 0 ? version : version.substring(0, dash);
    }

    private String label() {
        String version = withoutBuild();
        int dash = version.indexOf('-');
        return dash < 0 ? "" : version.substring(dash + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
