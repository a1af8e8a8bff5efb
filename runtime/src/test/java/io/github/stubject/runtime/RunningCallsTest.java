package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a host remembers of cancels that find nothing. */
class RunningCallsTest {
    @Test
    void cancelsOfNobodysCallsAreRememberedUpToABound() {
        RunningCalls running = new RunningCalls();

        for (int i = 0; i < 100_000; i++) {
            running.cancel("some.where." + i, "greeter.greet");
        }

        assertThat(running.remembered()).isBetween(1, 1024);
        assertThat(running.all()).isEmpty();
    }
}
