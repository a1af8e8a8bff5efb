package io.github.stubject.generator.internal.html;

import com.google.protobuf.Descriptors.GenericDescriptor;

/**
 * Anchors. Those of the schema are full names, which are unique among all that a schema has; those of the page itself have a
 * hyphen, which no name has.
 */
final class Links {
    static final String CONTENT = "the-content";
    static final String TYPES = "all-messages";
    static final String CALLING = "how-to-call";
    static final String ERRORS = "how-calls-fail";

    private Links() {}

    /** The anchor of a service, method, message, enum, field or value. */
    static String anchor(GenericDescriptor element) {
        return element.getFullName();
    }

    /** A link to it that shows a text. */
    static void write(GenericDescriptor element, String text, Markup out) {
        out.element("a", text, "href", "#" + anchor(element));
    }

    /** A link to a type that shows its name without the package. */
    static void write(GenericDescriptor type, Markup out) {
        String scope = type.getFile().getPackage();
        String name = type.getFullName();
        write(type, scope.isEmpty() ? name : name.substring(scope.length() + 1), out);
    }

    /** A heading that is a link to itself, so that its address can be copied. */
    static Markup heading(String level, String anchor, String text, Markup out) {
        out.open(level).open("a", "href", "#" + anchor);
        return name(text, out).close();
    }

    /** A name whose lines are broken behind dots, where there is no room. */
    static Markup name(String name, Markup out) {
        int start = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            out.text(name.substring(start, dot + 1)).empty("wbr");
            start = dot + 1;
        }
        return out.text(name.substring(start));
    }
}
