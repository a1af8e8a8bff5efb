package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.github.stubject.benchmarks.micro.Examples;
import io.github.stubject.benchmarks.micro.proto.Parcel;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A message written as JSON. */
@State(Scope.Thread)
public class JsonWriting {
    private final JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
    private final Parcel parcel = Examples.parcel();

    @Benchmark
    public byte[] ours() {
        return MessageCodec.write(parcel, Encoding.JSON);
    }

    @Benchmark
    public byte[] byHand() throws InvalidProtocolBufferException {
        return printer.print(parcel).getBytes(StandardCharsets.UTF_8);
    }
}
