package io.github.stubject.generator;

/**
 * Something wrong, and where.
 *
 * @param file the proto file as the descriptor set names it; empty if the problem lies in no file
 * @param line from 1; 0 if unknown
 * @param column from 1, as protoc counts, where a tab goes to the next multiple of 8; 0 if unknown
 * @param message what is wrong, why, and how to fix it
 */
public record Problem(String file, int line, int column, String message) {
    /** In the form of compilers, {@code file:line:column: message}; what is unknown is left out. */
    @Override
    public String toString() {
        if (file.isEmpty()) {
            return message;
        }
        return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
}
