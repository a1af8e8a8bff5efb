package io.github.stubject.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void hasTheMiddleOfAnOddNumberOfValues() {
        assertThat(Figure.of(List.of(9.0, 1.0, 3.0))).isEqualTo(new Figure(3, 1, 9));
    }

    @Test
    void hasTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Figure.of(List.of(9.0, 1.0, 4.0, 3.0))).isEqualTo(new Figure(3.5, 1, 9));
    }

    @Test
    void refusesToBeMadeOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Figure.of(List.of()));
    }
}
