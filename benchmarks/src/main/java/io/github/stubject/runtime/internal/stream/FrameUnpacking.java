package io.github.stubject.runtime.internal.stream;

import com.google.protobuf.BytesValue;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A frame that comes, is counted against the credit, and is parsed message by message. */
@State(Scope.Thread)
public class FrameUnpacking {
    private static final int MUCH = 1 << 20;

    private final Parser<BytesValue> parser = BytesValue.parser();

    @Param("16")
    public int size;

    private byte[] frame = new byte[0];
    private byte[] delimited = new byte[0];

    @Setup
    public void prepare() throws MalformedFrameException {
        frame = FramePacking.pack(new WaitingMessages(), FramePacking.message(size), 1);
        int body = Frame.read(frame).bodyStart();
        delimited = Arrays.copyOfRange(frame, body, frame.length);
    }

    @Benchmark
    public void ours(Blackhole sink) throws IOException, MalformedFrameException {
        Incoming incoming = new Incoming(MUCH, MUCH, MUCH);
        incoming.grant();
        Incoming.Fault fault = incoming.keep(Frame.read(frame));
        if (fault != Incoming.Fault.NONE) {
            throw new IllegalStateException(fault.name());
        }
        for (Slice slice = incoming.take(); slice != null; slice = incoming.take()) {
            sink.consume(parser.parseFrom(slice.data(), slice.offset(), slice.length()));
        }
    }

    @Benchmark
    public void byHand(Blackhole sink) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(delimited);
        while (!in.isAtEnd()) {
            sink.consume(parser.parseFrom(in.readByteArray()));
        }
    }
}
