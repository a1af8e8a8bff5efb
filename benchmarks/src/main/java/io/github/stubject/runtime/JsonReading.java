package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.github.stubject.benchmarks.micro.Examples;
import io.github.stubject.benchmarks.micro.proto.Parcel;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A message read from JSON. */
@State(Scope.Thread)
public class JsonReading {
    private final MessageCodec<Parcel> codec = new MessageCodec<>(Parcel.getDefaultInstance());
    private final JsonFormat.Parser parser = JsonFormat.parser().ignoringUnknownFields();
    private final byte[] json = MessageCodec.write(Examples.parcel(), Encoding.JSON);

    @Benchmark
    public Parcel ours() throws InvalidProtocolBufferException {
        return codec.read(json, Encoding.JSON);
    }

    @Benchmark
    public Parcel byHand() throws InvalidProtocolBufferException {
        Parcel.Builder builder = Parcel.newBuilder();
        parser.merge(new String(json, StandardCharsets.UTF_8), builder);
        return builder.build();
    }
}
