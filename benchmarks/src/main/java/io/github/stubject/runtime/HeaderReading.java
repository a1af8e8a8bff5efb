package io.github.stubject.runtime;

import io.github.stubject.benchmarks.micro.proto.ParcelsBinding;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An empty answer that has a header of the user's and the instance, and is no error. */
@State(Scope.Thread)
public class HeaderReading {
    private final Headers headers = new Headers().put("Tenant", "blue").put("Stubject-Instance", "abc");
    private final InboundMessage reply = new InboundMessage("inbox.1", null, headers, new byte[0], null);

    @Benchmark
    public Response<?> ours() {
        return AnswerReader.read(ParcelsBinding.SEND, reply);
    }

    @Benchmark
    public @Nullable String byHand() {
        if (headers.getFirst("Nats-Service-Error-Code") != null) {
            throw new IllegalStateException();
        }
        return headers.getFirst("Tenant") + headers.getFirst("Stubject-Instance");
    }
}
