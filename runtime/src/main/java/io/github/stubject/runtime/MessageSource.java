package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.stream.Slice;
import io.github.stubject.runtime.internal.stream.StreamEnd;
import org.jspecify.annotations.Nullable;

/** The messages that come through one end of a stream, decoded when they are taken. For one thread at a time. */
final class MessageSource<M extends Message> implements PollingPublisher.Source<M> {
    private final StreamEnd end;
    private final MessageCodec<M> codec;
    private final Owner<M> owner;

    /** The call that the messages belong to. */
    interface Owner<M> {
        /** Sees each message, and may refuse it by throwing. */
        void taken(M message);

        /** The error for a message that is none, by what is wrong with it. */
        RpcException malformed(String text);

        /**
         * A message was refused or is none, so that nothing follows.
         *
         * @return what is thrown to whoever takes the messages
         */
        RpcException refused(RpcException failure);

        /** What an end is to whoever takes the messages; {@code null} if it is a good one. */
        @Nullable
        RpcException errorOf(Ending ending);

        /** Whoever takes the messages has come to their end. May be called several times. */
        void exhausted();
    }

    MessageSource(StreamEnd end, MessageCodec<M> codec, Owner<M> owner) {
        this.end = end;
        this.codec = codec;
        this.owner = owner;
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
        try {
            M message = read(slice);
            owner.taken(message);
            return message;
        } catch (RpcException e) {
            throw owner.refused(e);
        }
    }

    private M read(Slice slice) {
        try {
            return codec.read(slice);
        } catch (RpcException e) {
            throw e;
        } catch (InvalidProtocolBufferException | RuntimeException | StackOverflowError e) {
            throw owner.malformed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean isExhausted() {
        return end.isExhausted();
    }

    @Override
    public @Nullable RpcException failure() {
        if (end.isExhausted()) {
            owner.exhausted();
        }
        Ending ending = end.ending();
        return ending == null ? null : owner.errorOf(ending);
    }

    @Override
    public void demand(long more) {
        end.demand(more);
    }
}
