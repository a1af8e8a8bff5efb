package io.github.stubject.it.interop;

import io.github.stubject.runtime.RpcException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The tests' service on the asynchronous interface; all methods but {@code UnimplementedCall}. */
final class AsyncService implements TestServiceAsync {
    private final Answers answers;

    AsyncService(Answers answers) {
        this.answers = answers;
    }

    @Override
    public CompletableFuture<Empty> emptyCall(Empty request) {
        return CompletableFuture.completedFuture(request);
    }

    @Override
    public CompletableFuture<SimpleResponse> unaryCall(SimpleRequest request) {
        try {
            return CompletableFuture.completedFuture(answers.answer(request));
        } catch (RpcException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Flow.Publisher<StreamingOutputCallResponse> streamingOutputCall(StreamingOutputCallRequest request) {
        return subscriber -> {
            AsyncOutputs outputs = new AsyncOutputs(answers, subscriber, false);
            outputs.onNext(request);
            outputs.onComplete();
            subscriber.onSubscribe(outputs);
        };
    }

    @Override
    public CompletableFuture<StreamingInputCallResponse> streamingInputCall(
            Flow.Publisher<StreamingInputCallRequest> requests) {
        CompletableFuture<StreamingInputCallResponse> sum = new CompletableFuture<>();
        requests.subscribe(new Flow.Subscriber<>() {
            private int size;

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(StreamingInputCallRequest request) {
                size += request.getPayload().getBody().size();
            }

            @Override
            public void onError(Throwable failure) {
                sum.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                sum.complete(StreamingInputCallResponse.newBuilder()
                        .setAggregatedPayloadSize(size)
                        .build());
            }
        });
        return sum;
    }

    @Override
    public Flow.Publisher<StreamingOutputCallResponse> fullDuplexCall(
            Flow.Publisher<StreamingOutputCallRequest> requests) {
        return outputs(requests, false);
    }

    @Override
    public Flow.Publisher<StreamingOutputCallResponse> halfDuplexCall(
            Flow.Publisher<StreamingOutputCallRequest> requests) {
        return outputs(requests, true);
    }

    private Flow.Publisher<StreamingOutputCallResponse> outputs(
            Flow.Publisher<StreamingOutputCallRequest> requests, boolean allFirst) {
        return subscriber -> {
            AsyncOutputs outputs = new AsyncOutputs(answers, subscriber, allFirst);
            subscriber.onSubscribe(outputs);
            requests.subscribe(outputs);
        };
    }
}
