package io.github.stubject.it.interop;

import io.github.stubject.runtime.CallOptions;

/** The generated client as the cases use it, so that each case runs with the blocking one and the asynchronous one. */
interface Caller {
    Empty emptyCall(CallOptions options);

    SimpleResponse unaryCall(SimpleRequest request, CallOptions options);

    Empty unimplementedCall(CallOptions options);

    /** Nothing is to be sent. */
    Conversation<Empty, StreamingOutputCallResponse> streamingOutputCall(
            StreamingOutputCallRequest request, CallOptions options);

    Conversation<StreamingInputCallRequest, StreamingInputCallResponse> streamingInputCall(CallOptions options);

    Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> fullDuplexCall(CallOptions options);

    Conversation<StreamingOutputCallRequest, StreamingOutputCallResponse> halfDuplexCall(CallOptions options);
}
