package io.github.stubject.runtime.internal.stream;

import static io.github.stubject.runtime.internal.stream.Frames.frame;
import static io.github.stubject.runtime.internal.stream.Frames.leaving;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.impl.Headers;
import org.junit.jupiter.api.Test;

/** The server's table of states in docs/wire-protocol.md, and what happens there when both sides do something at once. */
class ServerStateTest {
    private static final int WINDOW = 10;
    private static final byte[] WELL = {};
    private static final byte[] ERROR = {8, 1};

    private final ServerState server = new ServerState(
            false, new StreamEnd.Window(WINDOW, 1000), WINDOW, new StreamEnd.Credit(5, 100), () -> 1000);

    private void receive(FrameType type, int sequence, int... body) {
        assertThat(server.receive(frame(type, sequence, body), null)).isFalse();
    }

    private void open() {
        server.accept(new Headers());
        assertThat(leaving(server)).containsExactly("ACCEPT", "CREDIT");
    }

    private void isBroken(Ending.Cause cause) {
        assertThat(server.ending())
                .isInstanceOfSatisfying(
                        Ending.Broken.class,
                        broken -> assertThat(broken.cause()).isEqualTo(cause));
    }

    // Open.

    @Test
    void itAcceptsOnce() {
        open();
        server.accept(new Headers());

        assertThat(leaving(server)).isEmpty();
    }

    @Test
    void itAcceptsNothingThatItHasEnded() {
        server.close(new Headers(), ERROR);
        assertThat(leaving(server)).containsExactly("END 0 8 1");
        server.accept(new Headers());

        assertThat(leaving(server)).isEmpty();
    }

    @Test
    void onlyServersAccept() {
        open();
        receive(FrameType.ACCEPT, 1, 1, 1);

        isBroken(Ending.Cause.PROTOCOL);
    }

    @Test
    void aHalfCloseEndsTheRequestsAndNothingElse() {
        open();
        receive(FrameType.DATA, 1, 42);
        receive(FrameType.END, 2, 1);

        assertThat(server.isExhausted()).isFalse();
        assertThat(server.take()).isNotNull();
        assertThat(server.isExhausted()).isTrue();
        assertThat(server.ending()).isNull();
        assertThat(server.offer(new byte[1])).isTrue();
        assertThat(leaving(server)).containsExactly("DATA");
    }

    @Test
    void aHalfCloseThatCountsMoreMessagesIsALossOfData() {
        open();
        receive(FrameType.END, 1, 1);

        isBroken(Ending.Cause.LOST);
    }

    @Test
    void noMessageMayFollowAHalfClose() {
        open();
        receive(FrameType.END, 1, 0);
        receive(FrameType.DATA, 2, 42);

        isBroken(Ending.Cause.PROTOCOL);
    }

    @Test
    void onlyTheFirstHalfCloseCounts() {
        open();
        receive(FrameType.END, 1, 0);
        receive(FrameType.END, 2, 9);
        receive(FrameType.END, 3);

        assertThat(server.ending()).isNull();
        assertThat(server.isExhausted()).isTrue();
    }

    @Test
    void moreThanTheCreditIsAgainstTheRules() {
        open();
        for (int i = 0; i <= WINDOW; i++) {
            assertThat(server.ending()).isNull();
            receive(FrameType.DATA, 1 + i, 42);
        }

        isBroken(Ending.Cause.PROTOCOL);
    }

    // Both at once.

    @Test
    void aCancelIsAnsweredByAnEndWithoutWhatWaits() {
        open();
        assertThat(server.offer(new byte[1])).isTrue();
        receive(FrameType.CANCEL, 1);

        isBroken(Ending.Cause.CANCELLED_BY_PEER);
        assertThat(leaving(server)).isEmpty();
        server.close(new Headers(), ERROR);
        assertThat(leaving(server)).containsExactly("END 0 8 1");
        assertThat(server.isReleased()).isFalse();
    }

    @Test
    void aCancelCountsWhateverIsMissingBeforeIt() {
        open();
        receive(FrameType.CANCEL, 9);

        isBroken(Ending.Cause.CANCELLED_BY_PEER);
    }

    @Test
    void afterItsEndACancelChangesNothingOfIt() {
        open();
        assertThat(server.offer(new byte[1])).isTrue();
        server.close(new Headers(), WELL);
        receive(FrameType.CANCEL, 1);
        server.close(new Headers(), ERROR);

        assertThat(leaving(server)).containsExactly("DATA", "END 1");
    }

    @Test
    void ofAnErrorAndAnEndTheFirstIsTheOnlyOne() {
        open();
        server.close(new Headers(), ERROR);
        server.close(new Headers(), WELL);

        assertThat(leaving(server)).containsExactly("END 0 8 1");
        server.close(new Headers(), WELL);
        assertThat(leaving(server)).isEmpty();
    }

    @Test
    void ofAnEndAndAnErrorTheFirstIsTheOnlyOne() {
        open();
        server.close(new Headers(), WELL);
        server.close(new Headers(), ERROR);

        assertThat(leaving(server)).containsExactly("END 0");
    }

    @Test
    void aHalfCloseAfterTheEndIsIgnored() {
        open();
        server.close(new Headers(), WELL);
        assertThat(leaving(server)).containsExactly("END 0");
        receive(FrameType.END, 1, 0);

        assertThat(leaving(server)).isEmpty();
        assertThat(server.ending()).isNull();
        assertThat(server.isReleased()).isFalse();
        receive(FrameType.DONE, 2);
        assertThat(server.isReleased()).isTrue();
    }

    @Test
    void creditAfterTheEndIsIgnored() {
        open();
        server.close(new Headers(), WELL);
        receive(FrameType.CREDIT, 1, 50, 100);

        assertThat(server.room()).isZero();
        assertThat(server.offer(new byte[1])).isFalse();
        assertThat(leaving(server)).containsExactly("END 0");
    }

    @Test
    void nothingIsSentForMessagesAfterTheEnd() {
        open();
        server.close(new Headers(), WELL);
        assertThat(leaving(server)).containsExactly("END 0");
        for (int i = 0; i <= WINDOW; i++) {
            receive(FrameType.DATA, 1 + i, 42);
        }

        assertThat(leaving(server)).isEmpty();
        assertThat(server.isReleased()).isFalse();
    }

    @Test
    void doneCountsWhateverIsMissingBeforeIt() {
        open();
        server.close(new Headers(), WELL);
        assertThat(leaving(server)).containsExactly("END 0");
        receive(FrameType.DONE, 9);

        assertThat(server.isReleased()).isTrue();
    }

    @Test
    void doneBeforeTheEndIsIgnored() {
        open();
        receive(FrameType.DONE, 1);
        receive(FrameType.DATA, 2, 42);
        receive(FrameType.END, 3, 1);
        receive(FrameType.DONE, 4);

        assertThat(server.ending()).isNull();
        assertThat(server.isReleased()).isFalse();
        assertThat(server.take()).isNotNull();
        assertThat(server.isExhausted()).isTrue();
        server.close(new Headers(), WELL);
        assertThat(leaving(server)).containsExactly("END 0");
        receive(FrameType.DONE, 5);
        assertThat(server.isReleased()).isTrue();
    }

    // What beats find out.

    @Test
    void itsEndIsSeenOnlyOnceTheClientIsDone() {
        open();
        server.outgoing.seen(2);
        assertThat(server.isUnseen()).isFalse();
        assertThat(server.isOver()).isFalse();

        server.close(new Headers(), WELL);
        assertThat(leaving(server)).containsExactly("END 0");
        server.outgoing.seen(3);
        assertThat(server.isPerhapsUnseen()).isTrue();
        assertThat(server.isUnseen()).isTrue();
        assertThat(server.isPerhapsOver()).isTrue();
        assertThat(server.isOver()).isTrue();
    }

    @Test
    void ifFramesDoNotComeTheyAreLostAndTheClientIsStillTold() {
        open();
        server.lost();

        isBroken(Ending.Cause.LOST);
        server.close(new Headers(), ERROR);
        assertThat(leaving(server)).containsExactly("END 0 8 1");
    }

    @Test
    void nothingIsSaidToAClientThatIsGone() {
        open();
        assertThat(server.offer(new byte[1])).isTrue();
        server.breakOff(Ending.Cause.PEER_GONE, "silence");
        server.close(new Headers(), ERROR);

        assertThat(server.isReleased()).isTrue();
        assertThat(leaving(server)).isEmpty();
    }
}
