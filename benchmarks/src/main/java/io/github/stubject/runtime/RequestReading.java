package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.benchmarks.micro.Examples;
import io.github.stubject.benchmarks.micro.proto.Parcel;
import io.github.stubject.benchmarks.micro.proto.ParcelsBinding;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A request as a host reads it: by its encoding, and held to the two parameters of its subject. */
@State(Scope.Thread)
public class RequestReading {
    private final InboundMessage message = new InboundMessage(
            "parcels.nz.4711.send", "inbox", null, Examples.parcel().toByteArray(), null);

    @Benchmark
    public Parcel ours() {
        return RequestReader.read(ParcelsBinding.SEND, message, message.subject());
    }

    @Benchmark
    public Parcel byHand() throws InvalidProtocolBufferException {
        return Parcel.parseFrom(message.data());
    }
}
