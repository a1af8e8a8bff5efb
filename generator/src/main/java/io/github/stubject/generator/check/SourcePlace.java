package io.github.stubject.generator.check;

/**
 * A place in a proto file.
 *
 * @param file as the descriptor set names it
 * @param line from 1; 0 if unknown
 * @param column from 1; 0 if unknown
 */
public record SourcePlace(String file, int line, int column) {
    /** {@code file:line:column}; what is unknown is left out. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
