package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether and when a call is sent once more. */
class RetryPolicyTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private final RpcException absent = failure(Code.UNAVAILABLE, Delivery.NOT_RUN);

    private final RetryPolicy policy = new RetryPolicy();

    private static RpcException failure(Code code, Delivery delivery) {
        return RpcException.ofReply(code, "x", List.of(), RpcHeaders.EMPTY, delivery);
    }

    private @Nullable Duration pause(int attempts, RpcException failure, boolean idempotent) {
        return policy.pauseAfter(attempts, failure, idempotent, LONG);
    }

    @Test
    void thereAreThreeAttemptsWithin300Milliseconds() {
        for (int i = 0; i < 30; i++) {
            Duration first = Objects.requireNonNull(pause(1, absent, false));
            Duration second = Objects.requireNonNull(pause(2, absent, false));

            assertThat(first).isBetween(Duration.ofMillis(25), Duration.ofMillis(50));
            assertThat(second).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
            assertThat(pause(3, absent, false)).isNull();
            assertThat(pause(1000, absent, true)).isNull();
        }
    }

    @Test
    void pausesDiffer() {
        assertThat(java.util.stream.IntStream.range(0, 50).mapToObj(i -> pause(2, absent, false)))
                .doesNotContainNull()
                .satisfies(
                        pauses -> assertThat(pauses.stream().distinct().count()).isGreaterThan(5));
    }

    @Test
    void aPauseThatWouldOutlastTheDeadlineIsNotMade() {
        assertThat(policy.pauseAfter(1, absent, false, Duration.ofMillis(25))).isNull();
        assertThat(policy.pauseAfter(1, absent, false, Duration.ZERO)).isNull();
        assertThat(policy.pauseAfter(1, absent, false, Duration.ofMillis(-1))).isNull();
        assertThat(policy.pauseAfter(1, absent, false, Duration.ofMillis(51))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void onlyAbsenceAndOverloadAreWorthIt(Code code) {
        boolean passes = code == Code.UNAVAILABLE || code == Code.RESOURCE_EXHAUSTED;

        assertThat(pause(1, failure(code, Delivery.NOT_RUN), false) != null).isEqualTo(passes);
        assertThat(pause(1, failure(code, Delivery.RAN), false)).isNull();
        assertThat(pause(1, failure(code, Delivery.UNKNOWN), false)).isNull();
        assertThat(pause(1, failure(code, Delivery.RAN), true) != null).isEqualTo(code == Code.UNAVAILABLE);
        assertThat(pause(1, failure(code, Delivery.UNKNOWN), true) != null).isEqualTo(code == Code.UNAVAILABLE);
    }

    @Test
    void inAnOutageRetriesEndWithTheBudget() {
        int retries = 0;
        for (int call = 0; call < 10_000; call++) {
            if (pause(1, absent, false) != null) {
                retries++;
            }
        }

        assertThat(retries).isEqualTo(100);
    }

    @Test
    void answersPayForATenthAsManyRetries() {
        while (pause(1, absent, false) != null) {
            // Until nothing is left.
        }
        int retries = 0;
        for (int call = 0; call < 1_000; call++) {
            policy.answered();
            if (pause(1, absent, false) != null) {
                retries++;
            }
        }

        assertThat(retries).isEqualTo(100);
    }

    @Test
    void theBudgetDoesNotGrowBeyondItsBeginning() {
        for (int i = 0; i < 100_000; i++) {
            policy.answered();
        }

        inAnOutageRetriesEndWithTheBudget();
    }

    @Test
    void whatIsNotRetriedCostsNothing() {
        for (int i = 0; i < 1000; i++) {
            assertThat(pause(3, absent, false)).isNull();
            assertThat(policy.pauseAfter(1, absent, false, Duration.ZERO)).isNull();
        }

        inAnOutageRetriesEndWithTheBudget();
    }
}
