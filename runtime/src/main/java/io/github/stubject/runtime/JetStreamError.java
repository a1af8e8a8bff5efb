package io.github.stubject.runtime;

/** What JetStream answers when it does not do what it was asked for, or that it does not answer. */
final class JetStreamError extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final int CONSUMER_NOT_FOUND = 10014;
    static final int STREAM_NOT_FOUND = 10059;

    /** There is no answer. */
    static final int NONE = 0;

    private final int code;

    /** @param code JetStream's own number of the error, {@link #NONE} without an answer */
    JetStreamError(int code, String text) {
        super(text);
        this.code = code;
    }

    int code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
