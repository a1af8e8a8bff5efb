package io.github.stubject.it.interop;

import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.Pipe;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Calls by the asynchronous client. */
final class AsyncCaller implements Caller {
    private static final int ROOM = 4;

    private final TestServiceClient client;

    AsyncCaller(RpcClient rpc) {
        this.client = TestServiceClient.create(rpc);
    }

    private TestServiceAsync with(CallOptions options) {
        return client.with(options).async();
    }

    @Override
    public Empty emptyCall(CallOptions options) {
        return join(with(options).emptyCall(Empty.getDefaultInstance()));
    }

    @Override
    public SimpleResponse unaryCall(SimpleRequest request, CallOptions options) {
        return join(with(options).unaryCall(request));
    }

    @Override
    public Empty unimplementedCall(CallOptions options) {
        return join(with(options).unimplementedCall(Empty.getDefaultInstance()));
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        } catch (CancellationException e) {
            throw new RpcException(Code.CANCELLED, "cancelled by the test", e);
        }
    }

    @Override
    public Conversation<Empty, StreamingOutputCallResponse> streamingOutputCall(
            StreamingOutputCallRequest request, CallOptions options) {
        return new Answered<>(Pipe.create(ROOM), with(options).streamingOutputCall(request));
    }

    @Override
    public Conversation<StreamingInputCallRequest, StreamingInputCallResponse> streamingInputCall(CallOptions options) {
        Pipe<StreamingInputCallRequest> out = Pipe.create(ROOM);
        CompletableFuture<StreamingInputCallResponse> call = with(options).streamingInputCall(out.publisher());
        return new Waiting<>(out, call);
    }

    @Override
    public Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> fullDuplexCall(CallOptions options) {
        Pipe<StreamingOutputCallRequest> out = Pipe.create(ROOM);
        return new Answered<>(out, with(options).fullDuplexCall(out.publisher()));
    }

    @Override
    public Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> halfDuplexCall(CallOptions options) {
        Pipe<StreamingOutputCallRequest> out = Pipe.create(ROOM);
        return new Answered<>(out, with(options).halfDuplexCall(out.publisher()));
    }

    /** One that is answered by a publisher, which is asked for one answer at a time. */
    private static final class Answered<Q, R> extends PipedConversation<Q, R> implements Flow.Subscriber<R> {
        private static final long LONGEST_WAIT_SECONDS = 30;

        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final BlockingQueue<CompletableFuture<R>> signals = new LinkedBlockingQueue<>();

        Answered(Pipe<Q> out, Flow.Publisher<R> in) {
            super(out);
            in.subscribe(this);
        }

        @Override
        public R next() {
            subscription.join().request(1);
            try {
                CompletableFuture<R> next = signals.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new IllegalStateException("nothing came");
                }
                return join(next);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void cancel() {
            subscription.join().cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription made) {
            subscription.complete(made);
        }

        @Override
        public void onNext(R answer) {
            signals.add(CompletableFuture.completedFuture(answer));
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(CompletableFuture.failedFuture(failure));
        }

        @Override
        public void onComplete() {
            signals.add(CompletableFuture.completedFuture(null));
        }
    }

    /** One that is answered by a future. */
    private static final class Waiting<Q, R> extends PipedConversation<Q, R> {
        private final CompletableFuture<R> call;
        private boolean answered;

        Waiting(Pipe<Q> out, CompletableFuture<R> call) {
            super(out);
            this.call = call;
        }

        @Override
        public R next() {
            if (answered) {
                return null;
            }
            R only = join(call);
            answered = true;
            return only;
        }

        @Override
        public void cancel() {
            boolean unusedIfOver = call.cancel(true);
        }
    }
}
