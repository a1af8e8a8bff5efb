package io.github.stubject.generator.internal.tree;

/** What JSON and YAML write alike, without quotes. */
final class Scalars {
    private Scalars() {}

    static String plain(Node node) {
        if (node instanceof Node.Whole number) {
            return Long.toString(number.value());
        }
        if (node instanceof Node.Flag flag) {
            return Boolean.toString(flag.value());
        }
        if (node instanceof Node.Null) {
            return "null";
        }
        throw new IllegalArgumentException(node.getClass().getName());
    }
}
