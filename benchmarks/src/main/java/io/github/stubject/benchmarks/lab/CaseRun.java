package io.github.stubject.benchmarks.lab;

import io.github.stubject.benchmarks.model.Comparison;
import io.github.stubject.benchmarks.model.Measurement;
import io.github.stubject.benchmarks.model.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Has the contenders of a case take turns. */
final class CaseRun implements AutoCloseable {
    private final Case tried;
    private final Pace pace;
    private final List<Lab> labs = new ArrayList<>();
    private final List<Entrant> entrants = new ArrayList<>();

    CaseRun(Case tried, Pace pace) {
        this.tried = tried;
        this.pace = pace;
    }

    private record Entrant(String name, Contestant contestant, List<Measurement> rounds) {}

    List<Result> results(String suite) throws Exception {
        for (Contender contender : tried.contenders()) {
            Lab lab = Lab.open(tried.setting()); // all answer on the same subjects
            labs.add(lab);
            entrants.add(new Entrant(contender.name(), contender.enter(lab), new ArrayList<>()));
        }
        if (!pace.warmUp().isZero()) {
            for (Entrant entrant : entrants) {
                entrant.contestant.measure(pace.warmUp());
            }
        }
        List<Entrant> turns = new ArrayList<>(entrants);
        for (int round = 0; round < pace.rounds(); round++) {
            for (Entrant entrant : turns) {
                entrant.rounds.add(entrant.contestant.measure(pace.round()));
            }
            Collections.rotate(turns, 1); // nobody always follows the same
        }
        return compared(suite);
    }

    private List<Result> compared(String suite) {
        Map<String, List<Measurement>> rounds =
                entrants.stream().collect(Collectors.toMap(Entrant::name, Entrant::rounds));
        List<Result> results = new ArrayList<>();
        for (Comparison comparison : tried.comparisons()) {
            Result result = Result.of(suite, tried.name(), tried.operation(), comparison, rounds);
            if (result != null) {
                results.add(result);
            }
        }
        return results;
    }

    @Override
    public void close() throws Exception {
        for (Entrant entrant : entrants) {
            entrant.contestant.close();
        }
        labs.forEach(Lab::close);
    }
}
