package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ends of streams as errors. */
final class StreamErrors {
    private static final String ONE_FRAME_ONLY =
            ": the service has accepted the call, but only its first message comes through. Across accounts the export"
                    + " needs response: stream; with allow_responses the service's user needs max: -1";

    private static final String LOST = "; none comes through once the service's allow_responses has expired, or, across"
            + " accounts, behind a pause longer than the export's threshold";

    private StreamErrors() {}

    /** What a server's last frame says; {@code null} if all went well. */
    static @Nullable RpcException of(Ending.Finished finished) {
        byte[] status = Arrays.copyOfRange(finished.data(), finished.statusStart(), finished.data().length);
        return ErrorCodec.read(new InboundMessage("", null, finished.headers(), status, false));
    }

    /** The error of a stream that was broken off, on the client. */
    static RpcException ofClient(Ending.Broken broken, RpcMethod<?, ?> method) {
        String name = method.fullName();
        return switch (broken.cause()) {
            case CANCELLED, CANCELLED_BY_PEER -> failed(Code.CANCELLED, name + ": " + broken.text(), Delivery.UNKNOWN);
            case DEADLINE -> failed(Code.DEADLINE_EXCEEDED, name + ": " + broken.text(), Delivery.UNKNOWN);
            case LOST -> failed(Code.DATA_LOSS, name + ": " + broken.text() + LOST, Delivery.RAN);
            case ONE_FRAME_ONLY -> failed(Code.FAILED_PRECONDITION, name + ONE_FRAME_ONLY, Delivery.RAN);
            case PEER_GONE, DISCONNECTED, UNSENT, CLOSED ->
                failed(Code.UNAVAILABLE, name + ": " + broken.text(), Delivery.UNKNOWN);
            case PROTOCOL -> failed(Code.INTERNAL, name + ": " + broken.text(), Delivery.RAN);
        };
    }

    /** The error of a stream that was broken off, as its server tells it. */
    static RpcException ofServer(Ending.Broken broken) {
        Code code = switch (broken.cause()) {
            case CANCELLED, CANCELLED_BY_PEER -> Code.CANCELLED;
            case DEADLINE -> Code.DEADLINE_EXCEEDED;
            case LOST, ONE_FRAME_ONLY -> Code.DATA_LOSS;
            case PEER_GONE, DISCONNECTED, UNSENT, CLOSED -> Code.UNAVAILABLE;
            case PROTOCOL -> Code.INVALID_ARGUMENT;
        };
        return new RpcException(code, broken.text());
    }

    private static RpcException failed(Code code, String text, Delivery delivery) {
        return RpcException.ofCall(code, text, List.of(), delivery, null);
    }
}
