package io.github.stubject.runtime.internal.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.internal.jetstream.Pulls.Pull;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PullsTest {
    private static final Duration EXPIRES = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static Pulls pulls(int slots, int prefetch) {
        return new Pulls(slots, prefetch, EXPIRES, HEARTBEAT);
    }

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9);
    }

    private static Pull required(@Nullable Pull pull) {
        return Objects.requireNonNull(pull);
    }

    @Test
    void asksForAllThatThereIsRoomForAndThenForNothing() {
        Pulls pulls = pulls(1, 64);

        Pull pull = required(pulls.next(0, 0));

        assertThat(pull.batch()).isEqualTo(65);
        assertThat(new String(pull.json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"batch\":65,\"expires\":30000000000,\"idle_heartbeat\":5000000000}");
        assertThat(pulls.next(0, 0)).isNull();
    }

    @Test
    void asksForMoreOnceHalfOfTheWaitingIsHandled() {
        Pulls pulls = pulls(1, 64);
        required(pulls.next(0, 0));
        for (int i = 0; i < 65; i++) {
            pulls.received(0);
        }

        assertThat(pulls.next(65, 0)).isNull();
        assertThat(pulls.next(34, 0)).isNull();
        assertThat(required(pulls.next(33, 0)).batch()).isEqualTo(32);
    }

    @Test
    void withoutPrefetchAsksForOneAsSoonAsASlotIsFree() {
        Pulls pulls = pulls(3, 0);
        required(pulls.next(0, 0));
        for (int i = 0; i < 3; i++) {
            pulls.received(0);
        }

        assertThat(pulls.next(3, 0)).isNull();
        assertThat(required(pulls.next(2, 0)).batch()).isEqualTo(1);
    }

    @Test
    void aRequestThatEndsEarlySaysWhatItWasShortOf() {
        Pulls pulls = pulls(1, 9);
        Pull first = required(pulls.next(0, 0));
        for (int i = 0; i < 6; i++) {
            pulls.received(0);
        }
        Pull second = required(pulls.next(0, 0));
        assertThat(second.batch()).isEqualTo(6);

        pulls.ended(first.token(), 4, 0);

        assertThat(pulls.outstanding()).isEqualTo(6);
        pulls.ended(first.token(), 4, 0);
        assertThat(pulls.outstanding()).isEqualTo(6);
        pulls.ended(second.token(), 6, 0);
        assertThat(pulls.outstanding()).isZero();
    }

    @Test
    void anEndWithoutAWordOfWhatIsMissingBeginsCountingAnew() {
        Pulls pulls = pulls(1, 9);
        Pull first = required(pulls.next(0, 0));

        pulls.ended(first.token(), -1, 0);

        assertThat(pulls.outstanding()).isZero();
        assertThat(required(pulls.next(0, 0)).token()).isNotEqualTo(first.token());
    }

    @Test
    void isSilentWhenTwoHeartbeatsAreMissing() {
        Pulls pulls = pulls(1, 9);
        assertThat(pulls.isSilent(seconds(100))).isFalse();
        Pull pull = required(pulls.next(0, seconds(100)));
        assertThat(pulls.isSilent(seconds(111))).isFalse();
        pulls.heartbeat(pull.token(), seconds(105));
        pulls.heartbeat("another", seconds(116));

        assertThat(pulls.isSilent(seconds(116))).isFalse();
        assertThat(pulls.isSilent(seconds(117.5))).isTrue();
        pulls.reset();
        assertThat(pulls.isSilent(seconds(117.5))).isFalse();
    }

    @Test
    void whatMustHaveEndedIsForgotten() {
        Pulls pulls = pulls(1, 9);
        required(pulls.next(0, 0));
        pulls.received(seconds(1));

        pulls.expire(seconds(31));
        assertThat(pulls.outstanding()).isEqualTo(9);
        pulls.expire(seconds(33));

        assertThat(pulls.outstanding()).isZero();
        assertThat(pulls.alive()).isZero();
    }

    /** A server that gives each request its share in turn, and an instance that handles at random. */
    @Test
    void requestsStayFewHoweverEventsComeAndGo() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            int slots = 1 + random.nextInt(100);
            int prefetch = random.nextInt(100);
            Pulls pulls = pulls(slots, prefetch);
            Deque<int[]> atServer = new ArrayDeque<>();
            int held = 0;
            int most = 0;
            for (int step = 0; step < 20_000; step++) {
                Pull pull = pulls.next(held, 0);
                if (pull != null) {
                    atServer.add(new int[] {pull.batch()});
                }
                int asked = atServer.stream().mapToInt(left -> left[0]).sum();
                assertThat(pulls.outstanding()).as("seed %d", seed).isEqualTo(asked);
                assertThat(held + asked).isLessThanOrEqualTo(slots + prefetch);
                assertThat(held >= slots || asked > 0).as("a slot is asked for").isTrue();
                most = Math.max(most, atServer.size());
                if (random.nextBoolean() && !atServer.isEmpty()) {
                    int[] next = atServer.remove();
                    if (--next[0] > 0) {
                        atServer.add(next);
                    }
                    pulls.received(0);
                    held++;
                } else if (held > 0) {
                    held--;
                }
            }
            assertThat(most).as("seed %d", seed).isLessThan(12);
        }
    }
}
