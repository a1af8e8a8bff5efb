package io.github.stubject.benchmarks;

import io.github.stubject.benchmarks.model.BarChart;
import io.github.stubject.benchmarks.model.Result;
import io.github.stubject.benchmarks.model.ResultTable;
import io.github.stubject.benchmarks.model.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code benchmarks/run report} starts: draws what was measured, a picture for each suite, and prints it in Markdown. */
final class Report {
    private static final Path IMAGES = Path.of("docs", "images");

    private Report() {}

    public static void main(String[] args) throws IOException {
        if (!Files.exists(Benchmarks.RESULTS)) {
            throw new IllegalStateException("there is no " + Benchmarks.RESULTS + "; run a suite first");
        }
        Results results = Results.read(Benchmarks.RESULTS);
        Map<String, List<Result>> suites = results.results().stream()
                .collect(Collectors.groupingBy(Result::suite, LinkedHashMap::new, Collectors.toList()));
        Files.createDirectories(IMAGES);
        for (Map.Entry<String, List<Result>> suite : suites.entrySet()) {
            Path image = IMAGES.resolve("performance-" + suite.getKey() + ".svg");
            Files.writeString(image, BarChart.of(suite.getKey() + ": ratio to the baseline", suite.getValue()));
            System.err.println("Drew " + image);
        }
        System.out.print(ResultTable.markdown(results));
    }
}
