package io.github.stubject.generator.internal.emitter;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rearranges what JavaPoet writes, in ways that it has no setting for. */
final class Layout {
    private static final int WIDTH = 120;

    private static final Pattern SHORT_JAVADOC = Pattern.compile("(?m)^( *)/\\*\\*\n *\\* (.*)\n *\\*/$");
    private static final Pattern WRAPPED_SIGNATURE = Pattern.compile("(?m)^( +(?:public|default) .*[(,])\n +(.* \\{)$");
    private static final Pattern STATIC_BLOCK = Pattern.compile("(?m)^    static \\{\n.*\n    }\n\n");
    private static final Pattern EMPTY_BODY = Pattern.compile("\\{\n *}");
    private static final Pattern CLASS_START = Pattern.compile("(?m)^public .*\\{\n");

    private Layout() {}

    static String tidy(String text) {
        String shorter = SHORT_JAVADOC.matcher(text).replaceAll(Layout::onOneLine);
        shorter = WRAPPED_SIGNATURE.matcher(shorter).replaceAll(Layout::unwrapped);
        return staticBlockFirst(EMPTY_BODY.matcher(shorter).replaceAll("{}"));
    }

    /** JavaPoet wraps at 100. */
    private static String unwrapped(MatchResult signature) {
        String start = signature.group(1);
        String line = start + (start.endsWith(",") ? " " : "") + signature.group(2);
        return Matcher.quoteReplacement(line.length() <= WIDTH ? line : signature.group());
    }

    private static String onOneLine(MatchResult javadoc) {
        String line = javadoc.group(1) + "/** " + javadoc.group(2) + " */";
        return Matcher.quoteReplacement(line.length() <= WIDTH ? line : javadoc.group());
    }

    /** The static block checks the runtime, so it runs before the initializers of the fields. */
    private static String staticBlockFirst(String text) {
        Matcher block = STATIC_BLOCK.matcher(text);
        if (!block.find()) {
            return text;
        }
        String rest = block.replaceFirst("");
        Matcher start = CLASS_START.matcher(rest);
        return start.find() ? rest.substring(0, start.end()) + block.group() + rest.substring(start.end()) : text;
    }
}
