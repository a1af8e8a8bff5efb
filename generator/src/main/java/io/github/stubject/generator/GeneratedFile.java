package io.github.stubject.generator;

/**
 * A Java source file.
 *
 * @param path below a source root, with {@code /} between folders, such as {@code com/acme/hello/Greeter.java}
 * @param content the text, to be written as UTF-8; lines end with a line feed
 */
public record GeneratedFile(String path, String content) {}
