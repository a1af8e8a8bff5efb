package io.github.stubject.runtime.internal.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Messages that are encoded one by one and packed into a frame. */
@State(Scope.Thread)
public class FramePacking {
    /** As many as a frame has here. */
    public static final int MESSAGES = 32;

    private static final int MUCH = 1 << 20;

    private final WaitingMessages waiting = new WaitingMessages();

    @Param("16")
    public int size;

    private BytesValue message = BytesValue.getDefaultInstance();
    private long sequence;

    @Setup
    public void prepare() {
        message = message(size);
    }

    static BytesValue message(int size) {
        return BytesValue.of(ByteString.copyFrom(new byte[size]));
    }

    @Benchmark
    public byte[] ours() {
        return pack(waiting, message, ++sequence);
    }

    static byte[] pack(WaitingMessages waiting, BytesValue message, long sequence) {
        for (int i = 0; i < MESSAGES; i++) {
            waiting.add(message.toByteArray());
        }
        ByteArrayOutputStream preamble = new ByteArrayOutputStream();
        Frame.begin(preamble, FrameType.DATA, true, false, sequence);
        return Frame.pack(preamble.toByteArray(), waiting.next(MUCH));
    }

    @Benchmark
    public byte[] byHand() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < MESSAGES; i++) {
            message.writeDelimitedTo(out);
        }
        return out.toByteArray();
    }
}
