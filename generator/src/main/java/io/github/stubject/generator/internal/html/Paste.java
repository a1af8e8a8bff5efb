package io.github.stubject.generator.internal.html;

/** Text to copy, with a button that the script brings to life. */
final class Paste {
    private Paste() {}

    /** A command, whose lines are broken where there is no room. */
    static void command(String text, Markup out) {
        write("command", text, out);
    }

    /** Lines, which are scrolled where there is no room. */
    static void block(String text, Markup out) {
        write("block", text, out);
    }

    private static void write(String kind, String text, Markup out) {
        out.open("div", "class", "paste");
        if (kind.equals("block")) {
            out.open("pre", "class", kind, "tabindex", "0");
        } else {
            out.open("pre", "class", kind);
        }
        out.element("code", text).close();
        out.element("button", "Copy", "type", "button", "class", "copy").closeLine();
    }
}
