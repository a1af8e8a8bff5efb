package io.github.stubject.runtime.internal.stream;

/** What a peer has sent is no frame. */
public final class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedFrameException(String text) {
        super(text);
    }
}
