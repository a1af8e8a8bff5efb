package io.github.stubject.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final Result REACHED = Example.result("unary", "16 B", 1.25, Goal.atLeast(1.2));
    private static final Result MISSED = Example.result("unary", "1 KiB", 1.1, Goal.atLeast(1.2));

    @Test
    void inMarkdownHasARowForEachResultBelowWhatAllHaveInCommon() {
        String table = ResultTable.markdown(new Results(Example.ENVIRONMENT, List.of(REACHED, MISSED)));

        assertThat(table.lines().toList())
                .containsExactly(
                        "JDK 25.0.1, nats-server 2.9.10, 2 cores, 2026-11-01.",
                        "",
                        "| suite | case | ours | baseline | ratio (min to max) | goal | CPU of client, broker, service"
                                + " | allocation |",
                        "| --- | --- | --- | --- | --- | --- | --- | --- |",
                        "| unary | 16 B | Stubject: 1,250 calls/s | by hand: 1,000 | 1.25 (1.13 to 1.38)"
                                + " | ≥ 1.2, reached | 5.00, 3.00, 4.00; 7.00, 4.00, – | 1,400; – |",
                        "| unary | 1 KiB | Stubject: 1,100 calls/s | by hand: 1,000 | 1.10 (0.99 to 1.21)"
                                + " | ≥ 1.2, missed | 5.00, 3.00, 4.00; 7.00, 4.00, – | 1,400; – |");
    }

    @Test
    void warnsOfFiguresOfShortRounds() {
        Environment brief = new Environment("25.0.1", "2.9.10", "2026-11-01", 2, true);

        assertThat(ResultTable.markdown(new Results(brief, List.of())))
                .contains("few and short rounds, which show nothing");
    }

    @Test
    void forTheTerminalNamesACaseOnce() {
        assertThat(ResultTable.plain(List.of(REACHED, REACHED, MISSED)))
                .containsOnlyOnce("unary: 16 B, calls/s")
                .containsOnlyOnce("unary: 1 KiB, calls/s")
                .contains("1.25 (1.13 to 1.38)", "≥ 1.2, reached", "≥ 1.2, missed", "/ by hand");
    }
}
