package io.github.stubject.generator.check;

/** Thrown when there is nothing to compare with: the baseline is none, or a newer version wrote it. Its message says what to do. */
public final class BaselineException extends Exception {
    private static final long serialVersionUID = 1L;

    public BaselineException(String message) {
        super(message);
    }
}
