package io.github.stubject.benchmarks.unary;

import static io.github.stubject.benchmarks.model.Goal.atLeast;
import static io.github.stubject.benchmarks.model.Goal.atMost;
import static io.github.stubject.benchmarks.model.Goal.atMostMore;

import io.github.stubject.benchmarks.lab.Case;
import io.github.stubject.benchmarks.lab.Contender;
import io.github.stubject.benchmarks.lab.ProcessContender;
import io.github.stubject.benchmarks.lab.Service;
import io.github.stubject.benchmarks.lab.Setting;
import io.github.stubject.benchmarks.lab.Settings;
import io.github.stubject.benchmarks.lab.Suite;
import io.github.stubject.benchmarks.lab.Workload;
import io.github.stubject.benchmarks.model.Comparison;
import io.github.stubject.benchmarks.model.Goal;
import io.github.stubject.benchmarks.model.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls with one answer. */
public final class UnarySuite implements Suite {
    private static final String CALL = "call";
    private static final String OURS = "Stubject";
    private static final String ON_READING_THREAD = "Stubject, on the reading thread";
    private static final String BY_HAND = "Connection.request";
    private static final String GRPC = "gRPC";
    private static final String GRPC_DIRECT = "gRPC, direct executor";
    private static final int SMALL = 16;
    private static final int MEDIUM = 1024;
    private static final int LARGE = 65_536;

    @Override
    public String name() {
        return "unary";
    }

    @Override
    public List<Case> cases() {
        return List.of(
                outstanding(SMALL, atMost(0.75), atLeast(1.4), atLeast(1.6)),
                outstanding(MEDIUM, atMost(0.9), atLeast(1.2), atLeast(1.1)),
                large(),
                blockingCallers(),
                loneCaller(),
                blockingHandlers(),
                interceptors(),
                json(SMALL),
                json(MEDIUM),
                json(LARGE));
    }

    private static Case outstanding(int bytes, Goal allocation, Goal byHand, Goal grpcDirect) {
        Settings settings = outstanding(bytes);
        List<Contender> all = contenders(OutstandingCalls.class, settings);
        List<Comparison> comparisons = List.of(
                rate(OURS, BY_HAND, atLeast(1.2)),
                rate(OURS, GRPC, atLeast(4)),
                rate(OURS, GRPC_DIRECT, null),
                new Comparison(Metric.CLIENT_CPU, OURS, BY_HAND, null),
                new Comparison(Metric.ALLOCATION, OURS, BY_HAND, allocation),
                rate(ON_READING_THREAD, BY_HAND, byHand),
                rate(ON_READING_THREAD, GRPC_DIRECT, grpcDirect),
                new Comparison(Metric.CLIENT_CPU, ON_READING_THREAD, BY_HAND, atMost(0.65)),
                new Comparison(Metric.ALLOCATION, ON_READING_THREAD, BY_HAND, allocation));
        all.add(generated(ON_READING_THREAD, OutstandingCalls.class, settings.with(Caller.DIRECT, true)));
        return new Case("async, 256 outstanding, " + size(bytes), CALL, Setting.PLAIN, all, comparisons);
    }

    private static Case large() {
        Settings settings = outstanding(LARGE);
        return new Case(
                "async, 256 outstanding, " + size(LARGE),
                CALL,
                Setting.PLAIN,
                List.of(ours(OutstandingCalls.class, settings), byHand(OutstandingCalls.class, settings)),
                List.of(rate(OURS, BY_HAND, null), new Comparison(Metric.ALLOCATION, OURS, BY_HAND, atMost(1))));
    }

    private static Case blockingCallers() {
        Settings settings = Settings.of(Caller.BYTES, SMALL).with(BlockingCallers.CALLERS, 64);
        return new Case(
                "64 callers that wait, " + size(SMALL),
                CALL,
                Setting.PLAIN,
                contenders(BlockingCallers.class, settings),
                List.of(rate(OURS, BY_HAND, atLeast(1.25)), rate(OURS, GRPC, null), rate(OURS, GRPC_DIRECT, null)));
    }

    private static Case loneCaller() {
        return new Case(
                "one caller, all on one core, " + size(SMALL),
                CALL,
                Setting.ONE_CORE,
                contenders(LoneCaller.class, Settings.of(Caller.BYTES, SMALL)),
                List.of(
                        new Comparison(Metric.MEDIAN, OURS, BY_HAND, atMost(1)),
                        new Comparison(Metric.P99, OURS, BY_HAND, atMost(1)),
                        rate(OURS, BY_HAND, null),
                        rate(OURS, GRPC, null),
                        rate(OURS, GRPC_DIRECT, null)));
    }

    private static Case blockingHandlers() {
        String framework = "jnats's service framework";
        Settings settings = outstanding(SMALL).with(Greet.DELAY, 5);
        return new Case(
                "handlers that block 5 ms, one instance",
                CALL,
                Setting.PLAIN,
                List.of(
                        ours(OutstandingCalls.class, settings),
                        contender(
                                framework,
                                FrameworkService.class,
                                OutstandingCalls.class,
                                Caller.Kind.BY_HAND,
                                settings)),
                List.of(rate(OURS, framework, atLeast(100))));
    }

    private static Case interceptors() {
        String none = "no interceptor";
        String five = "five interceptors";
        Settings settings = outstanding(SMALL);
        return new Case(
                "interceptors that do nothing",
                CALL,
                Setting.PLAIN,
                List.of(
                        generated(none, OutstandingCalls.class, settings),
                        generated(five, OutstandingCalls.class, settings.with(Caller.INTERCEPTORS, 5))),
                List.of(
                        new Comparison(Metric.CLIENT_CPU, five, none, atMostMore(1)),
                        new Comparison(Metric.RATE, five, none, null)));
    }

    private static Case json(int bytes) {
        String json = "JSON";
        String protobuf = "protobuf";
        Settings settings = outstanding(bytes);
        return new Case(
                "Connection.request to a host, " + size(bytes),
                CALL,
                Setting.PLAIN,
                List.of(
                        contender(json, GeneratedService.class, OutstandingCalls.class, Caller.Kind.JSON, settings),
                        contender(
                                protobuf,
                                GeneratedService.class,
                                OutstandingCalls.class,
                                Caller.Kind.PROTOBUF,
                                settings)),
                List.of(rate(json, protobuf, null), new Comparison(Metric.SERVICE_CPU, json, protobuf, null)));
    }

    /** The least messages, with another number of calls outstanding. */
    public static Case withOutstanding(int calls) {
        Settings settings = outstanding(SMALL).with(OutstandingCalls.OUTSTANDING, calls);
        return new Case(
                "async, " + calls + " outstanding, " + size(SMALL),
                CALL,
                Setting.PLAIN,
                List.of(ours(OutstandingCalls.class, settings), byHand(OutstandingCalls.class, settings)),
                List.of(rate(OURS, BY_HAND, null), new Comparison(Metric.CLIENT_CPU, OURS, BY_HAND, null)));
    }

    private static Settings outstanding(int bytes) {
        return Settings.of(Caller.BYTES, bytes).with(OutstandingCalls.OUTSTANDING, 256);
    }

    /** All that call the same method. */
    private static List<Contender> contenders(Class<? extends Workload> workload, Settings settings) {
        List<Contender> all = new ArrayList<>();
        all.add(ours(workload, settings));
        all.add(byHand(workload, settings));
        all.add(contender(GRPC, GrpcService.class, workload, Caller.Kind.GRPC, settings));
        all.add(contender(
                GRPC_DIRECT, GrpcService.class, workload, Caller.Kind.GRPC, settings.with(Caller.DIRECT, true)));
        return all;
    }

    private static Contender ours(Class<? extends Workload> workload, Settings settings) {
        return generated(OURS, workload, settings);
    }

    private static Contender generated(String name, Class<? extends Workload> workload, Settings settings) {
        return contender(name, GeneratedService.class, workload, Caller.Kind.GENERATED, settings);
    }

    private static Contender byHand(Class<? extends Workload> workload, Settings settings) {
        return contender(BY_HAND, ByHandService.class, workload, Caller.Kind.BY_HAND, settings);
    }

    private static Contender contender(
            String name,
            Class<? extends Service> service,
            Class<? extends Workload> workload,
            Caller.Kind kind,
            Settings settings) {
        return new ProcessContender(name, service, workload, settings.with(Caller.KIND, kind));
    }

    private static Comparison rate(String ours, String baseline, @Nullable Goal goal) {
        return new Comparison(Metric.RATE, ours, baseline, goal);
    }

    private static String size(int bytes) {
        return bytes < 1024 ? bytes + " B" : bytes / 1024 + " KiB";
    }
}
