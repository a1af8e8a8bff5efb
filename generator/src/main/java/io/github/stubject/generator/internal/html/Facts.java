package io.github.stubject.generator.internal.html;

/** A list of names and values. It is left out if there are none. */
final class Facts {
    private final Markup out;
    private boolean begun;

    Facts(Markup out) {
        this.out = out;
    }

    /** A value in the words of the schema; left out if it is empty. */
    Facts add(String name, String value) {
        if (!value.isEmpty()) {
            begin(name);
            out.element("code", value).close().closeLine();
        }
        return this;
    }

    /** A value in words of ours. */
    Facts say(String name, String words) {
        begin(name);
        out.text(words).close().closeLine();
        return this;
    }

    private void begin(String name) {
        if (!begun) {
            out.open("dl", "class", "facts").line();
            begun = true;
        }
        out.open("div").element("dt", name).open("dd");
    }

    void close() {
        if (begun) {
            out.closeLine();
        }
    }
}
