package io.github.stubject.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingMessagesTest {
    private static final int FRAME = 100;
    private static final byte[] KIBIBYTE = new byte[1024];

    private final WaitingMessages waiting = new WaitingMessages();

    @Test
    void aFrameHasAsManyMessagesAsFitIntoItWithTheirLengths() {
        for (int i = 0; i < 5; i++) {
            waiting.add(new byte[32]);
        }

        assertThat(waiting.next(FRAME)).hasSize(3);
        assertThat(waiting.next(FRAME)).hasSize(2);
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void messagesLeaveInTheirOrder() {
        waiting.add(new byte[] {1});
        waiting.add(new byte[] {2});

        assertThat(waiting.next(FRAME)).containsExactly(new byte[] {1}, new byte[] {2});
    }

    @Test
    void aMessageThatIsLargerThanAFrameHasOneOfItsOwn() {
        waiting.add(new byte[1]);
        waiting.add(new byte[5 * FRAME]);
        waiting.add(new byte[1]);

        assertThat(List.of(waiting.next(FRAME), waiting.next(FRAME), waiting.next(FRAME)))
                .allSatisfy(frame -> assertThat(frame).hasSize(1));
    }

    @Test
    void aMessageOfAnySizeIsTakenIfNoneWaits() {
        assertThat(waiting.hasRoom(64 * 1024 * 1024)).isTrue();
    }

    @Test
    void noMoreIsTakenThanWhatFewFramesHold() {
        int taken = fill();

        assertThat(taken).isBetween(200, 256);
        assertThat(waiting.count()).isEqualTo(taken);
    }

    @Test
    void itSaysOnceThatThereIsRoomAgainWhenHalfOfItHasLeft() {
        int taken = fill();

        int left = 0;
        while (!waiting.takeDrained()) {
            left += waiting.next(KIBIBYTE.length).size();
        }

        assertThat(left).isBetween(taken / 2, taken / 2 + 1);
        assertThat(waiting.hasRoom(KIBIBYTE.length)).isTrue();
        assertThat(waiting.takeDrained()).isFalse();
    }

    @Test
    void nobodyIsToldOfRoomWhoHasNotMissedIt() {
        waiting.add(KIBIBYTE);
        waiting.next(FRAME);

        assertThat(waiting.takeDrained()).isFalse();
    }

    @Test
    void aLargeMessageThatDoesNotFitYetIsToldAgainUntilItDoes() {
        int large = 200 * 1024;
        fill();
        while (!waiting.takeDrained()) {
            waiting.next(KIBIBYTE.length);
        }

        boolean roomAtHalf = waiting.hasRoom(large);
        while (!waiting.hasRoom(large)) {
            waiting.next(KIBIBYTE.length);
            assertThat(waiting.takeDrained()).isTrue();
        }
        assertThat(roomAtHalf).isFalse();
    }

    private int fill() {
        int taken = 0;
        while (waiting.hasRoom(KIBIBYTE.length)) {
            waiting.add(KIBIBYTE);
            taken++;
        }
        return taken;
    }
}
