package io.github.stubject.benchmarks.scale;

import io.github.stubject.benchmarks.lab.Case;
import io.github.stubject.benchmarks.lab.Contender;
import io.github.stubject.benchmarks.lab.ProcessContender;
import io.github.stubject.benchmarks.lab.Setting;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Suite;
import io.github.stubject.benchmarks.model.Comparison;
import io.github.stubject.benchmarks.model.Metric;
import io.github.stubject.benchmarks.unary.UnarySuite;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Curves: the same with more calls outstanding, methods, open streams and instances, each next to the same with one. */
public final class ScaleSuite implements Suite {
    private static final String CALL = "call";

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        IntStream.of(1, 10, 100, 1_000).mapToObj(UnarySuite::withOutstanding).forEach(cases::add);
        cases.add(curve("methods, 256 calls outstanding", CALL, ScaleSuite::methods, 1, 10, 50, 200));
        cases.add(curve("open streams", "message", ScaleSuite::streams, 1, 10, 100, 1_000, 10_000));
        cases.add(curve("instances, 256 calls outstanding", CALL, ScaleSuite::instances, 1, 10, 50));
        return cases;
    }

    private static Case curve(String of, String operation, IntFunction<Contender> contender, int... points) {
        List<Contender> contenders = IntStream.of(points).mapToObj(contender).toList();
        String one = contenders.get(0).name();
        List<Comparison> comparisons = new ArrayList<>();
        for (Metric metric : List.of(Metric.RATE, Metric.CLIENT_CPU, Metric.SERVICE_CPU)) {
            contenders.stream()
                    .skip(1)
                    .map(more -> new Comparison(metric, more.name(), one, null))
                    .forEach(comparisons::add);
        }
        return new Case(of, operation, Setting.PLAIN, contenders, comparisons);
    }

    private static Contender methods(int count) {
        Settings settings = Settings.of(Hosts.INSTANCES, 1).with(Hosts.METHODS, count);
        return new ProcessContender(Integer.toString(count), Hosts.class, MethodsInTurn.class, settings);
    }

    private static Contender instances(int count) {
        Settings settings = Settings.of(Hosts.INSTANCES, count).with(Hosts.METHODS, 1);
        return new ProcessContender(Integer.toString(count), Hosts.class, MethodsInTurn.class, settings);
    }

    private static Contender streams(int count) {
        Settings settings = Settings.of(OpenStreams.STREAMS, count);
        return new ProcessContender(Integer.toString(count), Endless.class, OpenStreams.class, settings);
    }
}
