package io.github.stubject.it.interop;

import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Pipe;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcStream;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Stream;

/** Calls by the blocking client. */
final class BlockingCaller implements Caller {
    private static final int ROOM = 4;

    private final TestServiceClient client;

    BlockingCaller(RpcClient rpc) {
        this.client = TestServiceClient.create(rpc);
    }

    @Override
    public Empty emptyCall(CallOptions options) {
        return client.with(options).emptyCall(Empty.getDefaultInstance());
    }

    @Override
    public SimpleResponse unaryCall(SimpleRequest request, CallOptions options) {
        return client.with(options).unaryCall(request);
    }

    @Override
    public Empty unimplementedCall(CallOptions options) {
        return client.with(options).unimplementedCall(Empty.getDefaultInstance());
    }

    @Override
    public Conversation<Empty, StreamingOutputCallResponse> streamingOutputCall(
            StreamingOutputCallRequest request, CallOptions options) {
        return new Answered<>(Pipe.create(ROOM), client.with(options).streamingOutputCall(request));
    }

    @Override
    public Conversation<StreamingInputCallRequest, StreamingInputCallResponse> streamingInputCall(CallOptions options) {
        return new Waiting<>(requests -> client.with(options).streamingInputCall(requests));
    }

    @Override
    public Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> fullDuplexCall(CallOptions options) {
        Pipe<StreamingOutputCallRequest> out = Pipe.create(ROOM);
        return new Answered<>(out, client.with(options).fullDuplexCall(out.stream()));
    }

    @Override
    public Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> halfDuplexCall(CallOptions options) {
        Pipe<StreamingOutputCallRequest> out = Pipe.create(ROOM);
        return new Answered<>(out, client.with(options).halfDuplexCall(out.stream()));
    }

    /** One that is answered by a stream. */
    private static final class Answered<Q, R> extends PipedConversation<Q, R> {
        private final RpcStream<R> in;
        private final Iterator<R> answers;

        Answered(Pipe<Q> out, RpcStream<R> in) {
            super(out);
            this.in = in;
            this.answers = in.iterator();
        }

        @Override
        public R next() {
            return answers.hasNext() ? answers.next() : null;
        }

        @Override
        public void cancel() {
            in.close();
        }
    }

    /** One whose caller waits for a single answer, and is interrupted by a cancel. */
    private static final class Waiting<Q, R> extends PipedConversation<Q, R> {
        private final FutureTask<R> call;
        private final Thread caller;
        private boolean answered;

        Waiting(Function<Stream<Q>, R> method) {
            this(Pipe.create(ROOM), method);
        }

        private Waiting(Pipe<Q> out, Function<Stream<Q>, R> method) {
            super(out);
            this.call = new FutureTask<>(() -> method.apply(out.stream()));
            this.caller = new Thread(call, "caller");
            caller.start();
        }

        @Override
        public R next() {
            if (answered) {
                return null;
            }
            try {
                R only = call.get();
                answered = true;
                return only;
            } catch (ExecutionException e) {
                throw (RuntimeException) e.getCause();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void cancel() {
            caller.interrupt();
        }
    }
}
