package io.github.stubject.runtime.internal.stream;

import java.util.Arrays;

/** One message inside a frame. */
public record Slice(byte[] data, int offset, int length, boolean json) {
    /** A copy of its own. */
    public byte[] copy() {
        return Arrays.copyOfRange(data, offset, offset + length);
    }
}
