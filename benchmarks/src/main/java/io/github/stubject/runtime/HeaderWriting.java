package io.github.stubject.runtime;

import io.github.stubject.benchmarks.micro.proto.ParcelsBinding;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The headers of a request that has a deadline, a header of the user's, and wants to know who answers. */
@State(Scope.Thread)
public class HeaderWriting {
    private final RpcHeaders user = RpcHeaders.EMPTY.with("Tenant", "blue");
    private long millis = 1500;

    @Benchmark
    public @Nullable Headers ours() {
        return new OutgoingRequest(ParcelsBinding.SEND, user, true)
                .wireHeaders(wire -> wire.put(WireHeaders.TIMEOUT_MS, Long.toString(millis)));
    }

    @Benchmark
    public Headers byHand() {
        Headers headers = new Headers();
        headers.put("Tenant", "blue");
        headers.put("Stubject-Timeout-Ms", Long.toString(millis));
        headers.put("Stubject-Instance", "1");
        return headers;
    }
}
