package io.github.stubject.generator.internal.emitter;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes HTML of a running text: code in backquotes, links, references to other things of the schema. */
final class InlineText {
    private static final Pattern MARKED = Pattern.compile("(?<quote>``?)(?<code>[^`\n]+)\\k<quote>"
            + "|\\[(?<name>[^\\[\\]]+)]\\[(?<target>[\\w.]+)]"
            + "|\\[(?<text>[^\\[\\]]+)]\\((?<url>https?://[^\\s()\"]+)\\)");

    private InlineText() {}

    static String html(String text) {
        if (text.indexOf('`') < 0 && text.indexOf('[') < 0) {
            return escape(text);
        }
        StringBuilder html = new StringBuilder();
        Matcher marked = MARKED.matcher(text);
        int end = 0;
        for (; marked.find(); end = marked.end()) {
            html.append(escape(text.substring(end, marked.start()))).append(html(marked));
        }
        return html.append(escape(text.substring(end))).toString();
    }

    private static String html(Matcher marked) {
        if (marked.group("code") != null) {
            return code(marked.group("code"));
        }
        String url = marked.group("url");
        if (url != null) {
            return "<a href=\"" + escape(url) + "\">" + html(marked.group("text")) + "</a>";
        }
        String name = marked.group("name").replace("`", "");
        String target = marked.group("target");
        return ("." + target).endsWith("." + name) ? code(name) : escape(name) + " (" + code(target) + ")";
    }

    /** A text in the font of code. */
    static String code(String text) {
        return isPlain(text) ? "{@code " + text + "}" : "<code>" + escape(text) + "</code>";
    }

    /** Lines of code. */
    static String pre(List<String> lines) {
        String text = String.join("\n", lines);
        return isPlain(text) ? "<pre>{@code\n" + text + "\n}</pre>" : "<pre>\n" + escape(text) + "\n</pre>";
    }

    /** Whether it can stand in a tag of javadoc as it is. */
    private static boolean isPlain(String text) {
        int open = 0;
        for (int i = 0; i < text.length() && open >= 0; i++) {
            open += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
        }
        return open == 0 && escape(text).equals(text);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;")
                .replace("*/", "*&#47;")
                .replace("/*", "/&#42;");
    }
}
