package io.github.stubject.generator.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.internal.check.Numbers.Range;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void whatIsTakenOutOfARangeLeavesWhatIsBesideIt() {
        Numbers ten = numbers(new Range(1, 10));

        assertThat(ten.without(numbers(new Range(4, 5)))).hasToString("1 to 3, 6 to 10");
        assertThat(ten.without(numbers(new Range(1, 1), new Range(10, 20)))).hasToString("2 to 9");
        assertThat(ten.without(numbers(new Range(-5, 0), new Range(11, 12)))).hasToString("1 to 10");
        assertThat(ten.without(numbers(new Range(0, 8)))).hasToString("9 to 10");
        assertThat(ten.without(numbers(new Range(1, 5), new Range(6, 10))).isEmpty())
                .isTrue();
    }

    private static Numbers numbers(Range... ranges) {
        return new Numbers(Arrays.asList(ranges));
    }
}
