package io.github.stubject.it.interop;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The tests' service on the blocking interface; all methods but {@code UnimplementedCall}. */
final class BlockingService implements TestService {
    private final Answers answers;

    BlockingService(Answers answers) {
        this.answers = answers;
    }

    @Override
    public Empty emptyCall(Empty request) {
        return request;
    }

    @Override
    public SimpleResponse unaryCall(SimpleRequest request) {
        return answers.answer(request);
    }

    @Override
    public Stream<StreamingOutputCallResponse> streamingOutputCall(StreamingOutputCallRequest request) {
        return outputs(request);
    }

    @Override
    public StreamingInputCallResponse streamingInputCall(Stream<StreamingInputCallRequest> requests) {
        int size = requests.mapToInt(request -> request.getPayload().getBody().size())
                .sum();
        return StreamingInputCallResponse.newBuilder()
                .setAggregatedPayloadSize(size)
                .build();
    }

    @Override
    public Stream<StreamingOutputCallResponse> fullDuplexCall(Stream<StreamingOutputCallRequest> requests) {
        return requests.flatMap(this::outputs);
    }

    @Override
    public Stream<StreamingOutputCallResponse> halfDuplexCall(Stream<StreamingOutputCallRequest> requests) {
        List<StreamingOutputCallRequest> all = requests.toList();
        return all.stream().flatMap(this::outputs);
    }

    private Stream<StreamingOutputCallResponse> outputs(StreamingOutputCallRequest request) {
        if (request.hasResponseStatus()) {
            throw Answers.error(request.getResponseStatus());
        }
        return request.getResponseParametersList().stream().map(this::timely);
    }

    private StreamingOutputCallResponse timely(ResponseParameters wanted) {
        try {
            TimeUnit.MICROSECONDS.sleep(wanted.getIntervalUs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody waits any more", e);
        }
        return answers.answer(wanted);
    }
}
