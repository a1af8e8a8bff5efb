package io.github.stubject.benchmarks.start;

import static io.github.stubject.benchmarks.model.Goal.atMost;

import io.github.stubject.benchmarks.lab.Case;
import io.github.stubject.benchmarks.lab.Pace;
import io.github.stubject.benchmarks.lab.Setting;
import io.github.stubject.benchmarks.lab.Suite;
import io.github.stubject.benchmarks.model.Comparison;
import io.github.stubject.benchmarks.model.Metric;
import java.time.Duration;
import java.util.List;

/** From the start of a JVM to the first answer. The warm-up is one start, after which files are in memory. */
public final class StartSuite implements Suite {
    private static final String OURS = "Stubject";
    private static final String BY_HAND = "Connection.request";
    private static final int STARTS = 21;
    private static final int FEWER_STARTS = 10;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Pace pace(boolean brief) {
        return new Pace(Duration.ofSeconds(1), brief ? FEWER_STARTS : STARTS, Duration.ofSeconds(1));
    }

    @Override
    public List<Case> cases() {
        return List.of(new Case(
                "JVM start to first answer",
                "start",
                Setting.PLAIN,
                List.of(new StartContender(OURS, GeneratedStart.class), new StartContender(BY_HAND, ByHandStart.class)),
                List.of(
                        new Comparison(Metric.TIME, OURS, BY_HAND, atMost(1.1)),
                        new Comparison(Metric.CPU_TIME, OURS, BY_HAND, null))));
    }
}
