package io.github.stubject.generator.internal.model;

/** On which sides a method has a stream of messages rather than one. */
public enum MethodKind {
    UNARY(false, false),
    SERVER_STREAMING(false, true),
    CLIENT_STREAMING(true, false),
    BIDI_STREAMING(true, true);

    private final boolean requestStream;
    private final boolean responseStream;

    MethodKind(boolean requestStream, boolean responseStream) {
        this.requestStream = requestStream;
        this.responseStream = responseStream;
    }

    /** The kind of a method that the schema declares so. */
    public static MethodKind of(boolean requestStream, boolean responseStream) {
        if (requestStream) {
            return responseStream ? BIDI_STREAMING : CLIENT_STREAMING;
        }
        return responseStream ? SERVER_STREAMING : UNARY;
    }

    /** Whether the client sends a stream. */
    public boolean isRequestStream() {
        return requestStream;
    }

    /** Whether the service sends a stream. */
    public boolean isResponseStream() {
        return responseStream;
    }
}
