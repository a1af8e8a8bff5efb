package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.Ending;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What taking the answers of one streaming call does to the call. Belongs to a {@link StreamCall}; used by whoever takes them,
 * one thread at a time. When the client is closed, what has come may still be taken, and then the call's error.
 */
final class StreamCallAnswers<R extends Message> implements MessageSource.Owner<R> {
    private final StreamCall<?, R> call;

    StreamCallAnswers(StreamCall<?, R> call) {
        this.call = call;
    }

    @Override
    public void taken(R message) {
        call.tellAccepted(); // if nobody was faster
        call.answered(message);
    }

    @Override
    public RpcException malformed(String text) {
        return RpcException.ofCall(
                Code.INTERNAL,
                "an answer of " + call.method().fullName() + " is no valid message: " + text,
                List.of(),
                Delivery.RAN,
                null);
    }

    @Override
    public RpcException refused(RpcException error) {
        return call.fail(error);
    }

    @Override
    public @Nullable RpcException errorOf(Ending ending) {
        return call.errorOf(ending);
    }

    @Override
    public void exhausted() {
        call.concluded();
    }
}
