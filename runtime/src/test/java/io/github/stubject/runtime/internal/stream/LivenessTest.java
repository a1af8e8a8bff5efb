package io.github.stubject.runtime.internal.stream;

import static io.github.stubject.runtime.internal.stream.Frames.frame;
import static io.github.stubject.runtime.internal.stream.Frames.leaving;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.impl.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What beats say and learn about one stream. */
class LivenessTest {
    private static final int MANY_TICKS = 100;

    private final CountingLock lock = new CountingLock();
    private final Condition changed = lock.newCondition();
    private final FrameWriter writer = new FrameWriter("frames of a test", () -> 0);
    private final StreamEnd.Window window = new StreamEnd.Window(10, 1000);
    private final ServerState server =
            new ServerState(false, window, 10, new StreamEnd.Credit(5, 100), writer::largestFrame);
    private final ClientState client = new ClientState(window, 10, writer::largestFrame);
    private final List<String> told = new ArrayList<>();

    /** Counts how often it is taken. */
    private static final class CountingLock extends ReentrantLock {
        private static final long serialVersionUID = 1;
        private int taken;

        @Override
        public void lock() {
            super.lock();
            taken++;
        }
    }

    private final class Observer implements StreamEnd.Observer {
        @Override
        public void accepted(Headers headers) {
            told.add("accepted");
        }

        @Override
        public void changed() {
            // Not of interest.
        }

        @Override
        public void ended(Ending ending) {
            told.add("ended");
        }

        @Override
        public void released() {
            told.add("released");
        }
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private Liveness of(StreamState state) {
        Telling telling = new Telling(lock, changed, state, new Observer());
        // It never opens: the tests let frames leave themselves.
        WriterTurn turn = new WriterTurn(lock, changed, state, telling, (headers, payload) -> {}, writer);
        return new Liveness(lock, changed, state, turn, telling);
    }

    private static Beat.Seen seen(int sequence) {
        return new Beat.Seen("slot", sequence, 0, 0);
    }

    @Test
    void aQuietStreamIsLookedAtWithoutItsLock() {
        Liveness liveness = of(server);
        server.accept(new Headers());
        assertThat(leaving(server)).hasSize(2);
        assertThat(liveness.sent("slot")).isEqualTo(new Beat.Sent("slot", 2));
        liveness.seenByPeer(seen(2));
        assertThat(liveness.sent("slot")).isNull();
        int before = lock.taken;

        for (int i = 0; i < MANY_TICKS; i++) {
            assertThat(liveness.tick()).isFalse();
            assertThat(liveness.sent("slot")).isNull();
        }
        assertThat(lock.taken).isEqualTo(before);
        assertThat(liveness.ticks()).isEqualTo(MANY_TICKS);
    }

    @Test
    void aFrameIsASignOfLifeUntilTheNextBeat() {
        Liveness liveness = of(server);
        boolean unused = server.receive(frame(FrameType.CREDIT, 1, 6, 100), null);

        assertThat(liveness.tick()).isTrue();
        assertThat(liveness.tick()).isFalse();
    }

    @Test
    void whatIsNotSeenIsMentionedUntilItIs() {
        Liveness liveness = of(server);
        server.accept(new Headers());
        assertThat(leaving(server)).hasSize(2);
        liveness.seenByPeer(seen(1));

        assertThat(liveness.sent("slot")).isEqualTo(new Beat.Sent("slot", 2));
        assertThat(liveness.sent("slot")).isEqualTo(new Beat.Sent("slot", 2));
        liveness.seenByPeer(seen(2));
        assertThat(liveness.sent("slot")).isNull();

        assertThat(server.offer(new byte[1])).isTrue();
        assertThat(leaving(server)).hasSize(1);
        assertThat(liveness.sent("slot")).isEqualTo(new Beat.Sent("slot", 3));
    }

    @Test
    void whatTheOtherSideMayHaveForgottenIsMentionedUntilItAnswers() {
        Liveness liveness = of(client);
        liveness.seenByPeer(seen(0));
        assertThat(liveness.sent("slot")).isNull();

        liveness.doubt();
        assertThat(liveness.sent("slot")).isNotNull();
        assertThat(liveness.sent("slot")).isNotNull();
        liveness.seenByPeer(seen(0));
        assertThat(liveness.sent("slot")).isNull();
    }

    @Test
    void theEndOfAServerIsMentionedUntilItIsReleased() {
        Liveness liveness = of(server);
        server.close(new Headers(), new byte[0]);
        assertThat(leaving(server)).containsExactly("END 0");
        liveness.seenByPeer(seen(1));

        assertThat(liveness.sent("slot")).isEqualTo(new Beat.Sent("slot", 1));
        assertThat(server.receive(frame(FrameType.DONE, 1), null)).isFalse();
        assertThat(liveness.sent("slot")).isNull();
    }

    @Test
    void aLastWordIsNotWaitedForEver() {
        Liveness liveness = of(server);
        for (int i = 0; i < MANY_TICKS; i++) {
            liveness.tick();
        }
        assertThat(told).isEmpty();

        server.close(new Headers(), new byte[0]);
        assertThat(leaving(server)).containsExactly("END 0");
        for (int i = 0; i < MANY_TICKS; i++) {
            liveness.tick();
        }
        assertThat(told).containsExactly("released");
    }

    @Test
    void anEndThatDoesNotLeaveIsNotForgotten() {
        Liveness liveness = of(server);
        server.close(new Headers(), new byte[0]);
        for (int i = 0; i < MANY_TICKS; i++) {
            liveness.tick();
        }

        assertThat(told).isEmpty();
        assertThat(leaving(server)).containsExactly("END 0");
    }

    @Test
    void aCancelledCallIsNotRememberedForEver() {
        Liveness liveness = of(client);
        client.breakOff(Ending.Cause.CANCELLED, "not wanted any more");
        for (int i = 0; i < MANY_TICKS; i++) {
            liveness.tick();
        }

        assertThat(told).containsExactly("ended", "released");
    }

    @Test
    void framesThatAreSentAndDoNotComeAreLostAtTheSecondTime() {
        Liveness liveness = of(client);
        assertThat(client.receive(frame(FrameType.ACCEPT, 1, 5, 100), null)).isTrue();

        assertThat(liveness.sentByPeer(new Beat.Sent("slot", 3), Long.MAX_VALUE))
                .isEqualTo(new Beat.Seen("slot", 1, 10, 1000));
        assertThat(told).isEmpty();
        assertThat(liveness.sentByPeer(new Beat.Sent("slot", 3), 0).sequence()).isEqualTo(1);
        assertThat(told).containsExactly("ended");
        assertThat(liveness.sentByPeer(new Beat.Sent("slot", 3), 0).sequence()).isEqualTo(1);
        assertThat(told).containsExactly("ended", "released");
    }

    @Test
    void creditInABeatCounts() {
        Liveness liveness = of(client);
        liveness.seenByPeer(new Beat.Seen("slot", 0, 3, 100));

        assertThat(client.room()).isEqualTo(3);
    }
}
