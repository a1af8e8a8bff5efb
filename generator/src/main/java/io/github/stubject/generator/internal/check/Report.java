package io.github.stubject.generator.internal.check;

import io.github.stubject.generator.check.Affected;
import io.github.stubject.generator.check.Finding;
import io.github.stubject.generator.check.Rule;
import io.github.stubject.generator.check.SourcePlace;
import io.github.stubject.generator.internal.reader.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects findings. */
final class Report {
    private static final Comparator<SourcePlace> BY_PLACE = Comparator.comparing(SourcePlace::file)
            .thenComparing(SourcePlace::line)
            .thenComparing(SourcePlace::column);

    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> Objects.requireNonNullElse(finding.now(), finding.was()), BY_PLACE)
            .thenComparing(Finding::element)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::what);

    private final Snapshot was;
    private final Snapshot now;
    private final List<Placed> findings = new ArrayList<>();

    Report(Snapshot was, Snapshot now) {
        this.was = was;
        this.now = now;
    }

    /** A finding, and the place now where a comment can allow it. */
    record Placed(Finding finding, @Nullable Place place) {}

    void add(Rule rule, Element element, String what, Set<Affected> breaks) {
        add(rule, element, what, breaks, List.of());
    }

    /** What differs between types, with who uses them. */
    void add(Difference difference, Uses uses) {
        add(
                difference.rule(),
                difference.element(),
                difference.what(),
                uses.affected(difference.breaks()),
                uses.methods());
    }

    private void add(Rule rule, Element element, String what, Set<Affected> breaks, List<String> usedBy) {
        Place placeNow = element.now();
        SourcePlace shownNow = placeNow == null ? null : now.show(placeNow);
        Finding finding = new Finding(rule, element.name(), what, shownNow, was.show(element.was()), breaks, usedBy);
        findings.add(new Placed(finding, placeNow));
    }

    /** In the order of places. */
    List<Placed> findings() {
        return findings.stream()
                .sorted(Comparator.comparing(Placed::finding, ORDER))
                .toList();
    }
}
