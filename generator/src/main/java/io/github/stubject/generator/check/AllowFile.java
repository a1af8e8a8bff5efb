package io.github.stubject.generator.check;

/**
 * A file that allows findings: a line for each, {@code rule element reason}. Empty lines and those that begin with
 * {@code #} say nothing.
 *
 * @param name how to name it in texts
 * @param text all that is in it
 */
public record AllowFile(String name, String text) {}
