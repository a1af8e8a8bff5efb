package io.github.stubject.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Stands in a log for a failure whose text, or that of a cause, has line breaks or other control characters: a peer may have
 * written them, and must not write lines of our log.
 */
@SuppressWarnings("OverrideThrowableToString") // the class in the log is to be the original's
final class Printable extends Throwable {
    private static final long serialVersionUID = 1;
    private static final int DEEPEST = 100;

    private final String text;

    private Printable(String text) {
        super(null, null, false, false);
        this.text = text;
    }

    private Printable(Throwable original, @Nullable Throwable cause) {
        super(null, cause, true, true);
        this.text = original.getClass().getName() + ": " + escaped(String.valueOf(original.getMessage()));
        setStackTrace(original.getStackTrace());
    }

    /** The failure itself if its texts are harmless, else one that looks like it. Does not throw. */
    static Throwable of(Throwable failure) {
        try {
            return isHarmless(failure, 0) ? failure : copy(failure, 0);
        } catch (RuntimeException | Error e) { // it is the user's class
            return new Printable(failure.getClass().getName() + ", which cannot be shown");
        }
    }

    private static boolean isHarmless(@Nullable Throwable failure, int depth) {
        if (failure == null) {
            return true;
        }
        String message = failure.toString();
        if (depth > DEEPEST || (message != null && message.codePoints().anyMatch(Printable::isControl))) {
            return false;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!isHarmless(suppressed, depth + 1)) {
                return false;
            }
        }
        return isHarmless(failure.getCause(), depth + 1);
    }

    private static Throwable copy(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        Printable copy = new Printable(failure, cause == null || depth > DEEPEST ? null : copy(cause, depth + 1));
        if (depth <= DEEPEST) {
            for (Throwable suppressed : failure.getSuppressed()) {
                copy.addSuppressed(copy(suppressed, depth + 1));
            }
        }
        return copy;
    }

    /** The text with control characters and line separators written as escapes. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isControl(c)) {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    @Override
    public String toString() {
        return text;
    }
}
