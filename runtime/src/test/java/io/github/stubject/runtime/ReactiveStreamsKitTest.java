package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.TestEnvironment.ManualSubscriber;

/** What the compatibility kit does on a busy machine, where a signal takes its time. */
@Timeout(30)
class ReactiveStreamsKitTest {
    private static final Executor LATER = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

    private final TestEnvironment environment = ReactiveStreamsKit.environment();
    private final ManualSubscriber<String> subscriber = new ManualSubscriber<>(environment);

    @Test
    void anErrorThatTakesItsTimeIsWaitedFor() throws Exception {
        LATER.execute(() -> subscriber.onError(new IllegalArgumentException("late, see rule 3.9")));

        subscriber.expectErrorWithMessage(IllegalArgumentException.class, "3.9");

        environment.verifyNoAsyncErrors();
    }

    @Test
    void anErrorThatIsAnotherIsNotTakenForIt() {
        LATER.execute(() -> subscriber.onError(new IllegalStateException("late")));

        assertThat(catchThrowable(() -> subscriber.expectError(IllegalArgumentException.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Got java.lang.IllegalStateException");
    }
}
