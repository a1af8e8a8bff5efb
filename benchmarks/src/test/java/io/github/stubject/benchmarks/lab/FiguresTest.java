package io.github.stubject.benchmarks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void areReadAsTheyWereWritten() {
        Sample sample = new Sample(1000, 3_000_000_000L, 31_700, 90_000);

        assertThat(Figures.parse(Figures.line(sample, 1_995_000))).isEqualTo(new Figures(sample, 1_995_000));
    }
}
