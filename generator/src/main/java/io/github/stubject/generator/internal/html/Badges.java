package io.github.stubject.generator.internal.html;

/** What stands in a frame behind a name. */
final class Badges {
    private Badges() {}

    /** That something is deprecated, if it is. */
    static void deprecated(boolean deprecated, Markup out) {
        if (deprecated) {
            out.text(" ").element("span", "deprecated", "class", "deprecated");
        }
    }
}
