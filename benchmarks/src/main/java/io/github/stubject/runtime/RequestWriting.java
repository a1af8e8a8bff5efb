package io.github.stubject.runtime;

import io.github.stubject.benchmarks.micro.Examples;
import io.github.stubject.benchmarks.micro.proto.Parcel;
import io.github.stubject.benchmarks.micro.proto.ParcelsBinding;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A plain request as a client sends it: the bytes, and the decision that it needs no headers. */
@State(Scope.Thread)
public class RequestWriting {
    private final Parcel parcel = Examples.parcel();

    @Benchmark
    public void ours(Blackhole sink) {
        OutgoingRequest request = new OutgoingRequest(ParcelsBinding.SEND, RpcHeaders.EMPTY, false);
        request.encode(parcel);
        @Nullable Headers headers = request.wireHeaders(wire -> {});
        sink.consume(request.data());
        sink.consume(headers);
    }

    @Benchmark
    public byte[] byHand() {
        return parcel.toByteArray();
    }
}
