package io.github.stubject.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** What comes from the other side, when that is not as it should be. */
class IncomingTest {
    private static final int WINDOW = 10_000;

    private final Incoming incoming = new Incoming(100, WINDOW, Long.MAX_VALUE);

    private static Frame frame(boolean packed, long sequence, byte[] body) throws MalformedFrameException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Frame.begin(out, FrameType.DATA, packed, false, sequence);
        out.writeBytes(body);
        return Frame.read(out.toByteArray());
    }

    private Incoming.Fault arrive(long sequence, int length) throws MalformedFrameException {
        return incoming.arrive(frame(false, sequence, new byte[length]), null);
    }

    @Test
    void framesThatOvertakeOthersWaitUntilTheyFillTheWindow() throws Exception {
        int waiting = 0;
        Incoming.Fault fault = Incoming.Fault.NONE;
        while (fault == Incoming.Fault.NONE && waiting < 100) {
            fault = arrive(2 + waiting++, 1000);
        }

        assertThat(fault).isEqualTo(Incoming.Fault.LOST);
        assertThat(waiting).isBetween(10, 13);
    }

    @Test
    void oneOfThemMayBeLarge() throws Exception {
        assertThat(arrive(3, 10 * WINDOW)).isEqualTo(Incoming.Fault.NONE);
        assertThat(arrive(2, WINDOW / 2)).isEqualTo(Incoming.Fault.NONE);
        assertThat(arrive(4, 10 * WINDOW)).isEqualTo(Incoming.Fault.LOST);
    }

    @Test
    void manyTinyOnesAreBoundedByTheirNumber() throws Exception {
        int waiting = 0;
        Incoming.Fault fault = Incoming.Fault.NONE;
        while (fault == Incoming.Fault.NONE && waiting < 100_000) {
            fault = arrive(2 + waiting++, 0);
        }

        assertThat(waiting).isLessThan(5000);
    }

    @Test
    void allThatMayBeOnItsWayMayComeBeforeTheFirstOne() throws Exception {
        Incoming large = new Incoming(16 * 1024, 2 * 1024 * 1024, Long.MAX_VALUE);
        for (int i = 0; i < 16 * 1024; i++) {
            assertThat(large.arrive(frame(false, 2 + i, new byte[128]), null)).isEqualTo(Incoming.Fault.NONE);
        }
    }

    @Test
    void packedTooWithTheirLengths() throws Exception {
        Incoming large = new Incoming(16 * 1024, 2 * 1024 * 1024, Long.MAX_VALUE);
        byte[] packed = new byte[62 * (2 + 128)];
        for (int i = 0; i < 16 * 1024 / 62; i++) {
            assertThat(large.arrive(frame(true, 2 + i, packed), null)).isEqualTo(Incoming.Fault.NONE);
        }
    }

    @Test
    void framesThatComeTwiceCountOnce() throws Exception {
        for (int i = 0; i < 1000; i++) {
            assertThat(arrive(2, WINDOW / 2)).isEqualTo(Incoming.Fault.NONE);
        }
        assertThat(arrive(1, 0)).isEqualTo(Incoming.Fault.NONE);
        assertThat(incoming.next()).isNotNull();
        assertThat(incoming.next()).isNotNull();
        assertThat(incoming.next()).isNull();
        assertThat(incoming.sequence()).isEqualTo(2);
    }

    @Test
    void aPackedFrameOfNothingIsMalformed() throws Exception {
        Frame nothing = frame(true, 1, new byte[0]);

        assertThatThrownBy(() -> incoming.keep(nothing)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void lengthsBeyondTheFrameAreMalformed() throws Exception {
        for (byte[] body :
                new byte[][] {{5, 1, 2}, {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F}, {(byte) 0x80}}) {
            Frame wrong = frame(true, 1, body);

            assertThatThrownBy(() -> incoming.keep(wrong)).isInstanceOf(MalformedFrameException.class);
        }
    }
}
