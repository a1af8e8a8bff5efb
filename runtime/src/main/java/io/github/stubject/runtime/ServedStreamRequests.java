package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.Ending;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one stream, as its implementation takes them. Belongs to a {@link ServedStream}; used by the thread of a
 * blocking implementation, or by one thread after the other of those that call subscribers. When the call ends, they end.
 */
final class ServedStreamRequests<Q extends Message> implements MessageSource.Owner<Q> {
    private final ServedStream<Q, ?> call;

    ServedStreamRequests(ServedStream<Q, ?> call) {
        this.call = call;
    }

    /** For a thread that may wait for them. */
    Stream<Q> stream() {
        return BlockingMessages.stream(source());
    }

    /** For who does not want to wait. */
    Flow.Publisher<Q> publisher() {
        PollingPublisher<Q> publisher =
                new PollingPublisher<>(source(), new SerialExecutor(call::callUserCode), () -> {}, call::failAndStop);
        call.slot().watch(publisher::changed);
        return publisher;
    }

    private MessageSource<Q> source() {
        return new MessageSource<>(call.slot().end(), call.hosted().method().requests(), this);
    }

    @Override
    public void taken(Q message) {
        call.listeners().request(message);
    }

    @Override
    public RpcException malformed(String text) {
        return new RpcException(Code.INVALID_ARGUMENT, "a request of the stream is no valid message: " + text);
    }

    @Override
    public RpcException refused(RpcException failure) {
        RpcException error = failure.withDelivery(Delivery.RAN); // the implementation has
        call.failAndStop(error);
        return error;
    }

    @Override
    public @Nullable RpcException errorOf(Ending ending) {
        return ending instanceof Ending.Broken broken ? StreamErrors.ofServer(broken) : null;
    }

    @Override
    public void exhausted() {
        // The call goes on.
    }
}
