package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.stream.Slice;
import io.github.stubject.runtime.internal.stream.StreamEnd;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The messages that come through one end of a stream, decoded when they are taken. For one thread at a time. */
final class MessageSource<M extends Message> implements PollingPublisher.Source<M> {
    private final StreamEnd end;
    private final MessageCodec<M> codec;
    private final Consumer<M> onTaken;
    private final Function<Ending, @Nullable RpcException> errorOf;
    private final Function<String, RpcException> malformed;

    /**
     * @param onTaken sees each message, and may refuse it by throwing
     * @param errorOf what an end is to whoever takes the messages; {@code null} if it is a good one
     * @param malformed the error for a message that is none, by what is wrong with it
     */
    MessageSource(
            StreamEnd end,
            MessageCodec<M> codec,
            Consumer<M> onTaken,
            Function<Ending, @Nullable RpcException> errorOf,
            Function<String, RpcException> malformed) {
        this.end = end;
        this.codec = codec;
        this.onTaken = onTaken;
        this.errorOf = errorOf;
        this.malformed = malformed;
    }

    @Override
    public @Nullable M poll() {
        Slice slice = end.poll();
        return slice == null ? null : decoded(slice);
    }

    /**
     * Waits for the next message; {@code null} at a good end.
     *
     * @throws RpcException at another end
     */
    @Nullable
    M take() throws InterruptedException {
        Slice slice = end.take();
        if (slice != null) {
            return decoded(slice);
        }
        RpcException failure = failure();
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    private M decoded(Slice slice) {
        M message;
        try {
            message = codec.read(slice);
        } catch (InvalidProtocolBufferException e) {
            throw malformed.apply(String.valueOf(e.getMessage()));
        }
        onTaken.accept(message);
        return message;
    }

    @Override
    public boolean isExhausted() {
        return end.isExhausted();
    }

    @Override
    public @Nullable RpcException failure() {
        Ending ending = end.ending();
        return ending == null ? null : errorOf.apply(ending);
    }

    @Override
    public void demand(long more) {
        end.demand(more);
    }
}
