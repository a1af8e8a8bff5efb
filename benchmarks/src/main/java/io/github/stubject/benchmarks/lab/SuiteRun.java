package io.github.stubject.benchmarks.lab;

import io.github.stubject.benchmarks.model.Result;
import io.github.stubject.benchmarks.model.ResultTable;
import java.util.ArrayList;
import java.util.List;

/** Runs the cases of a suite one after the other, and prints what each comes to. */
public final class SuiteRun {
    private final Suite suite;
    private final Pace pace;
    private boolean failed;

    public SuiteRun(Suite suite, boolean brief) {
        this.suite = suite;
        this.pace = suite.pace(brief);
    }

    /** What could be measured: a case that fails does not keep the others from running. */
    public List<Result> results() throws Exception {
        List<Result> results = new ArrayList<>();
        for (Case tried : suite.cases()) {
            if (!Lab.offers(tried.setting())) {
                System.out.println(suite.name() + ": " + tried.name() + " needs Linux, and is left out");
                continue;
            }
            try (CaseRun run = new CaseRun(tried, pace)) {
                List<Result> latest = run.results(suite.name());
                System.out.print(ResultTable.plain(latest));
                results.addAll(latest);
            } catch (Exception e) {
                failed = true;
                System.out.println(suite.name() + ": " + tried.name() + " failed");
                e.printStackTrace(System.out);
            }
        }
        return results;
    }

    /** Whether some case did. */
    public boolean hasFailed() {
        return failed;
    }
}
