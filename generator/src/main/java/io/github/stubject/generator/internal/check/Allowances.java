package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.stubject.generator.Problem;
import io.github.stubject.generator.check.AllowFile;
import io.github.stubject.generator.check.AllowedFinding;
import io.github.stubject.generator.check.CheckResult;
import io.github.stubject.generator.check.Finding;
import io.github.stubject.generator.internal.check.Report.Placed;
import io.github.stubject.generator.internal.reader.Place;
import io.github.stubject.generator.internal.reader.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which findings are allowed, by files and by comments on elements. */
final class Allowances {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::file).thenComparing(Problem::line).thenComparing(Problem::message);

    private final AllowanceParser parser = new AllowanceParser();
    private final Map<String, List<Allowance>> byName = new HashMap<>();
    private final Map<Place, List<Allowance>> byPlace = new HashMap<>();
    private final List<Allowance> ours = new ArrayList<>();
    private final Set<Allowance> used = new HashSet<>();

    void read(AllowFile file) {
        parser.parse(file).forEach(allowance -> {
            byName.computeIfAbsent(allowance.element(), element -> new ArrayList<>())
                    .add(allowance);
            ours.add(allowance);
        });
    }

    /**
     * Reads the comments of a file. Those of another module are for that module's check: they may allow what is not found
     * here, by rules of another version.
     */
    void read(Snapshot snapshot, FileDescriptor file, boolean isOurs) {
        AllowanceParser its = isOurs ? parser : new AllowanceParser();
        snapshot.sources().comments(file, Sources.ALLOW).forEach(comment -> {
            List<Allowance> allowances = its.parse(comment, snapshot.show(comment.place()));
            byPlace.computeIfAbsent(comment.place(), place -> new ArrayList<>()).addAll(allowances);
            if (isOurs) {
                ours.addAll(allowances);
            }
        });
    }

    CheckResult apply(Collection<Placed> placed) {
        List<Finding> findings = new ArrayList<>();
        List<AllowedFinding> allowed = new ArrayList<>();
        for (Placed each : placed) {
            List<Allowance> matching = around(each)
                    .filter(allowance -> allowance.rule() == each.finding().rule())
                    .toList();
            used.addAll(matching);
            if (matching.isEmpty()) {
                findings.add(each.finding());
            } else {
                allowed.add(new AllowedFinding(each.finding(), matching.get(0).reason()));
            }
        }
        return new CheckResult(findings, allowed, sorted(parser.errors().stream()), sorted(unused()));
    }

    /** The allowances of the finding's element, and of all that it is in. */
    private Stream<Allowance> around(Placed placed) {
        List<Allowance> around = new ArrayList<>();
        for (Place place = placed.place(); place != null && !place.path().isEmpty(); place = place.outer()) {
            around.addAll(byPlace.getOrDefault(place, List.of()));
        }
        String name = placed.finding().element();
        for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
            around.addAll(byName.getOrDefault(name.substring(0, end), List.of()));
        }
        return around.stream();
    }

    private Stream<Problem> unused() {
        return ours.stream()
                .filter(allowance -> !used.contains(allowance))
                .map(allowance -> new Problem(
                        allowance.place().file(),
                        allowance.place().line(),
                        allowance.place().column(),
                        "allows " + allowance.rule().id() + " of " + allowance.element()
                                + ", which was not found; remove it"));
    }

    private static List<Problem> sorted(Stream<Problem> problems) {
        return problems.sorted(ORDER).toList();
    }
}
