package io.github.stubject.runtime.internal.stream;

import static io.github.stubject.runtime.internal.stream.Frames.frame;
import static io.github.stubject.runtime.internal.stream.Frames.leaving;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The client's table of states in docs/wire-protocol.md, and what happens there when both sides do something at once. */
class ClientStateTest {
    private static final int WINDOW = 10;
    private static final int CREDIT = 5;

    private final ClientState client = new ClientState(new StreamEnd.Window(WINDOW, 1000), WINDOW, () -> 1000);

    private boolean receive(FrameType type, int sequence, int... body) {
        return client.receive(frame(type, sequence, body), null);
    }

    private void open() {
        assertThat(receive(FrameType.ACCEPT, 1, CREDIT, 100)).isTrue();
    }

    private void cancel() {
        client.breakOff(Ending.Cause.CANCELLED, "not wanted any more");
    }

    private void isBroken(Ending.Cause cause) {
        assertThat(client.ending())
                .isInstanceOfSatisfying(
                        Ending.Broken.class,
                        broken -> assertThat(broken.cause()).isEqualTo(cause));
    }

    private void isFinished() {
        assertThat(client.ending()).isInstanceOf(Ending.Finished.class);
    }

    // Opening.

    @Test
    void nothingMayBeNumberedBeforeTheAcceptance() {
        assertThat(receive(FrameType.DATA, 1, 42)).isFalse();

        isBroken(Ending.Cause.PROTOCOL);
    }

    @Test
    void whatOvertakesTheAcceptanceIsKept() {
        assertThat(receive(FrameType.END, 3, 1)).isFalse();
        assertThat(receive(FrameType.DATA, 2, 42)).isFalse();
        assertThat(client.isExhausted()).isFalse();

        assertThat(receive(FrameType.ACCEPT, 1, CREDIT, 100)).isTrue();
        assertThat(client.take()).isNotNull();
        assertThat(client.isExhausted()).isTrue();
        isFinished();
    }

    @Test
    void itIsAcceptedOnce() {
        open();

        assertThat(receive(FrameType.ACCEPT, 1, CREDIT, 100)).isFalse();
        assertThat(receive(FrameType.ACCEPT, 2, CREDIT, 100)).isFalse();
        assertThat(client.ending()).isNull();
        assertThat(client.room()).isEqualTo(CREDIT);
    }

    @Test
    void anAcceptanceAfterItHasGivenUpIsNone() {
        cancel();

        assertThat(receive(FrameType.ACCEPT, 1, CREDIT, 100)).isFalse();
        isBroken(Ending.Cause.CANCELLED);
    }

    // Open.

    @Test
    void theEndIsAnsweredByDone() {
        open();
        receive(FrameType.DATA, 2, 42);
        receive(FrameType.END, 3, 1);

        isFinished();
        assertThat(client.isExhausted()).isFalse();
        assertThat(leaving(client)).containsExactly("DONE");
    }

    @Test
    void anEndThatCountsMoreMessagesIsALossOfData() {
        open();
        receive(FrameType.DATA, 2, 42);
        receive(FrameType.END, 3, 2);

        isBroken(Ending.Cause.LOST);
        assertThat(leaving(client)).containsExactly("CANCEL", "DONE");
    }

    @Test
    void moreThanTheCreditIsAgainstTheRules() {
        open();
        for (int i = 0; i < WINDOW; i++) {
            receive(FrameType.DATA, 2 + i, 42);
        }
        assertThat(client.ending()).isNull();

        receive(FrameType.DATA, 2 + WINDOW, 42);
        isBroken(Ending.Cause.PROTOCOL);
        assertThat(leaving(client)).containsExactly("CANCEL");
    }

    @Test
    void whatOnlyClientsSendIsAgainstTheRules() {
        for (FrameType type : new FrameType[] {FrameType.CANCEL, FrameType.DONE}) {
            ClientState one = new ClientState(new StreamEnd.Window(WINDOW, 1000), WINDOW, () -> 1000);
            assertThat(one.receive(frame(FrameType.ACCEPT, 1, CREDIT, 100), null))
                    .isTrue();
            assertThat(one.receive(frame(type, 2), null)).isFalse();

            assertThat(one.ending()).isInstanceOf(Ending.Broken.class);
        }
    }

    @Test
    void creditOnlyGrows() {
        open();
        receive(FrameType.CREDIT, 2, CREDIT - 1, 1);

        assertThat(client.room()).isEqualTo(CREDIT);
    }

    // Both at once.

    @Test
    void ofCancelAndEndTheCancelWinsIfItIsFirst() {
        open();
        cancel();
        receive(FrameType.DATA, 2, 42);
        receive(FrameType.END, 3, 1);

        isBroken(Ending.Cause.CANCELLED);
        assertThat(client.take()).isNull();
        assertThat(leaving(client)).containsExactly("CANCEL", "DONE");
    }

    @Test
    void ofEndAndCancelTheEndWinsIfItIsFirst() {
        open();
        receive(FrameType.DATA, 2, 42);
        receive(FrameType.END, 3, 1);
        cancel();

        isFinished();
        assertThat(client.take()).isNotNull();
        assertThat(leaving(client)).containsExactly("DONE");
    }

    @Test
    void anEndThatWaitsForOthersIsAnsweredWhenTheCallIsCancelled() {
        open();
        receive(FrameType.END, 3, 1);
        assertThat(leaving(client)).isEmpty();
        cancel();

        assertThat(leaving(client)).containsExactly("CANCEL", "DONE");
    }

    @Test
    void afterACancelTheEndIsAnsweredWhateverIsMissingBeforeIt() {
        open();
        cancel();
        assertThat(leaving(client)).containsExactly("CANCEL");
        receive(FrameType.END, 7, 4);

        assertThat(leaving(client)).containsExactly("DONE");
        isBroken(Ending.Cause.CANCELLED);
    }

    @Test
    void aHalfCloseAndAnEndDoNotTouchEachOther() {
        open();
        assertThat(client.offer(new byte[1])).isTrue();
        assertThat(leaving(client)).containsExactly("DATA");
        client.close(null, new byte[0]);
        receive(FrameType.END, 2, 0);

        isFinished();
        assertThat(leaving(client)).containsExactly("END 1", "DONE");
    }

    @Test
    void whatWaitsIsDroppedWhenTheServerEnds() {
        open();
        assertThat(client.offer(new byte[1])).isTrue();
        receive(FrameType.END, 2, 0);

        assertThat(leaving(client)).containsExactly("DONE");
        assertThat(client.offer(new byte[1])).isFalse();
    }

    @Test
    void aCancelHidesNoHalfClose() {
        open();
        assertThat(client.offer(new byte[1])).isTrue();
        client.close(null, new byte[0]);
        cancel();

        assertThat(leaving(client)).containsExactly("CANCEL");
    }

    @Test
    void creditAfterTheEndIsIgnored() {
        open();
        receive(FrameType.END, 2, 0);
        receive(FrameType.CREDIT, 3, 2 * CREDIT, 120);

        isFinished();
        assertThat(client.room()).isZero();
        assertThat(leaving(client)).containsExactly("DONE");
    }

    @Test
    void noCreditIsGivenAfterTheEnd() {
        open();
        for (int i = 0; i < WINDOW; i++) {
            receive(FrameType.DATA, 2 + i, 42);
        }
        receive(FrameType.END, 2 + WINDOW, WINDOW);
        while (client.take() != null) {
            client.demand(WINDOW);
        }

        assertThat(leaving(client)).containsExactly("DONE");
    }

    @Test
    void onlyTheFirstEndCounts() {
        open();
        receive(FrameType.END, 2, 0);
        Ending first = client.ending();
        receive(FrameType.END, 3, 9, 8, 2);

        assertThat(client.ending()).isSameAs(first);
        assertThat(leaving(client)).containsExactly("DONE");
    }

    @Test
    void messagesAfterTheEndAreDropped() {
        open();
        receive(FrameType.END, 2, 0);
        receive(FrameType.DATA, 3, 42);

        isFinished();
        assertThat(client.take()).isNull();
    }

    // What beats find out.

    @Test
    void ifOnlyTheFirstFrameComesThatIsSaid() {
        open();
        client.lost();

        isBroken(Ending.Cause.ONE_FRAME_ONLY);
        assertThat(client.isReleased()).isFalse();
    }

    @Test
    void ifLaterFramesDoNotComeTheyAreLost() {
        open();
        receive(FrameType.DATA, 3, 42);
        client.lost();

        isBroken(Ending.Cause.LOST);
        assertThat(client.take()).isNull();
    }

    @Test
    void anEndThatIsLostIsNotWaitedForOnceTheCallIsCancelled() {
        open();
        cancel();
        client.lost();

        assertThat(client.isReleased()).isTrue();
        isBroken(Ending.Cause.CANCELLED);
    }

    @Test
    void nothingIsSaidToAServerThatIsGone() {
        open();
        assertThat(client.offer(new byte[1])).isTrue();
        client.breakOff(Ending.Cause.PEER_GONE, "silence");

        assertThat(client.isReleased()).isTrue();
        assertThat(leaving(client)).isEmpty();
    }

    @Test
    void aCallThatWasNeverAcceptedIsForgottenWithoutAWord() {
        client.abandon();

        assertThat(client.isReleased()).isTrue();
        assertThat(client.isExhausted()).isTrue();
        assertThat(leaving(client)).isEmpty();
    }
}
