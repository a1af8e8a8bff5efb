package io.github.stubject.benchmarks.micro;

import static io.github.stubject.benchmarks.model.Goal.atMost;

import io.github.stubject.benchmarks.lab.Case;
import io.github.stubject.benchmarks.lab.Contender;
import io.github.stubject.benchmarks.lab.Pace;
import io.github.stubject.benchmarks.lab.Setting;
import io.github.stubject.benchmarks.lab.Suite;
import io.github.stubject.benchmarks.model.Comparison;
import io.github.stubject.benchmarks.model.Goal;
import io.github.stubject.benchmarks.model.Metric;
import io.github.stubject.runtime.ErrorReading;
import io.github.stubject.runtime.HeaderReading;
import io.github.stubject.runtime.HeaderWriting;
import io.github.stubject.runtime.JsonReading;
import io.github.stubject.runtime.JsonWriting;
import io.github.stubject.runtime.RequestReading;
import io.github.stubject.runtime.RequestWriting;
import io.github.stubject.runtime.SubjectFilling;
import io.github.stubject.runtime.internal.stream.FramePacking;
import io.github.stubject.runtime.internal.stream.FrameUnpacking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a call does inside a process, by JMH: next to the same by hand, and JSON of more and more elements. */
public final class MicroSuite implements Suite {
    private static final String OURS = "Stubject";
    private static final String REQUEST = "request";
    private static final String ELEMENT = "element";

    /** Nothing that grows with the square: that would be a hundred times as much. */
    private static final Goal LEVEL = atMost(2);

    @Override
    public String name() {
        return "micro";
    }

    /** Each round warms up itself. */
    @Override
    public Pace pace(boolean brief) {
        return brief
                ? new Pace(Duration.ZERO, 1, Duration.ofMillis(200))
                : new Pace(Duration.ZERO, 5, Duration.ofSeconds(1));
    }

    @Override
    public List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(byHand("request to protobuf", REQUEST, RequestWriting.class, "toByteArray"));
        cases.add(byHand("request from protobuf", REQUEST, RequestReading.class, "parseFrom"));
        cases.add(byHand("request to JSON", REQUEST, JsonWriting.class, "JsonFormat.Printer"));
        cases.add(byHand("request from JSON", REQUEST, JsonReading.class, "JsonFormat.Parser"));
        cases.add(byHand("subject with two parameters", "subject", SubjectFilling.class, "concatenation"));
        cases.add(byHand("headers of a request, written", REQUEST, HeaderWriting.class, "Headers.put"));
        cases.add(byHand("headers of a reply, read", "reply", HeaderReading.class, "Headers.getFirst"));
        cases.add(byHand("error reply, read", "error", ErrorReading.class, "Headers and parseFrom"));
        for (int size : List.of(16, 1024)) {
            String each = size < 1024 ? size + " B" : size / 1024 + " KiB";
            cases.add(frames("packed into frames, " + each, FramePacking.class, "writeDelimitedTo", size));
            cases.add(frames("unpacked from frames, " + each, FrameUnpacking.class, "CodedInputStream", size));
        }
        for (String way : List.of("print", "merge")) {
            String does = way.equals("print") ? "to JSON, " : "from JSON, ";
            cases.add(growth(does + "repeated elements", way, "ITEMS", 100, 1_000, 10_000));
            cases.add(growth(does + "keys", way, "KEYS", 100, 1_000, 10_000));
            cases.add(growth(does + "levels", way, "LEVELS", 10, 30, 90)); // protobuf refuses more than a hundred
        }
        return cases;
    }

    private static Case byHand(String name, String operation, Class<?> benchmark, String byHand) {
        return byHand(name, operation, benchmark, byHand, Map.of(), 1);
    }

    private static Case frames(String name, Class<?> benchmark, String byHand, int size) {
        Map<String, String> parameters = Map.of("size", Integer.toString(size));
        return byHand(name, "message", benchmark, byHand, parameters, FramePacking.MESSAGES);
    }

    private static Case byHand(
            String name,
            String operation,
            Class<?> benchmark,
            String byHand,
            Map<String, String> parameters,
            int operations) {
        return new Case(
                name,
                operation,
                Setting.PLAIN,
                List.of(
                        new JmhContender(OURS, benchmark, "ours", parameters, operations),
                        new JmhContender(byHand, benchmark, "byHand", parameters, operations)),
                List.of(new Comparison(Metric.NANOS, OURS, byHand, null)));
    }

    private static Case growth(String name, String way, String shape, int... points) {
        List<Contender> contenders = IntStream.of(points)
                .<Contender>mapToObj(elements -> new JmhContender(
                        Integer.toString(elements),
                        JsonGrowth.class,
                        way,
                        Map.of("shape", shape, "elements", Integer.toString(elements)),
                        elements))
                .toList();
        String fewest = contenders.get(0).name();
        List<Comparison> comparisons = contenders.stream()
                .skip(1)
                .map(more -> new Comparison(Metric.NANOS, more.name(), fewest, LEVEL))
                .toList();
        return new Case(name, ELEMENT, Setting.PLAIN, contenders, comparisons);
    }
}
