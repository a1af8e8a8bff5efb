package io.github.stubject.generator.internal.tree;

/** A string in double quotes, with escapes that JSON and YAML understand alike. */
final class Quoted {
    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(c, quoted));
        return quoted.append('"').toString();
    }

    private static void append(int c, StringBuilder quoted) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (isPrintable(c)) {
                    quoted.appendCodePoint(c);
                } else {
                    for (char unit : Character.toChars(c)) {
                        quoted.append(String.format("\\u%04x", (int) unit));
                    }
                }
            }
        }
    }

    /** Whether both formats take it as it is, within a line, and do not take it for the end of the line. */
    static boolean isPrintable(int c) {
        boolean ascii = c >= ' ' && c <= '~';
        boolean beyond = c >= 0xa0 && c != 0x2028 && c != 0x2029 && c != 0xfeff;
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean noCharacter = (c & 0xfffe) == 0xfffe;
        return (ascii || beyond) && !surrogate && !(noCharacter && c <= 0xffff);
    }
}
