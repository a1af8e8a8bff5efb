package io.github.stubject.proto;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A subject with places to fill in, such as {@code orders.{customer_id}.place}: the one grammar that the generator
 * checks schemas with and that the runtime publishes and subscribes by.
 *
 * <p>Immutable. The reserved tail, {@code <subject>._s.>}, belongs to every subject: whatever concerns one instance of a
 * service travels there.
 */
public final class SubjectTemplate {
    /** The token that begins the reserved tail. No other token may be equal to it. */
    public static final String RESERVED_TOKEN = "_s";

    private final List<Token> tokens;

    private SubjectTemplate(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** One token between two dots. */
    public sealed interface Token {}

    /** A token that stands for itself. */
    public record Literal(String text) implements Token {}

    /** A subject parameter: the field's name, or names separated by dots, from the request inwards. */
    public record Parameter(String fieldPath) implements Token {}

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if a token is empty or illegal; its message says which, why and what is legal
     */
    public static SubjectTemplate parse(String text) {
        List<Token> tokens = new ArrayList<>();
        for (String token : split(text)) {
            tokens.add(token.startsWith("{") ? parameter(text, token) : literal(text, token));
        }
        if (!(tokens.get(0) instanceof Literal literal)) {
            throw new IllegalArgumentException("subject \"" + text + "\" begins with a parameter, whose value could be"
                    + " what NATS keeps for itself ($SRV, _INBOX); begin with a fixed token");
        }
        String first = literal.text();
        if (first.startsWith("$") || first.startsWith("_INBOX")) {
            throw new IllegalArgumentException("subject \"" + text + "\" begins with \"" + first
                    + "\", which NATS keeps for itself; begin with another token");
        }
        return new SubjectTemplate(tokens);
    }

    /** Splits at the dots that are outside braces; an empty text is one empty token. */
    private static List<String> split(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        boolean inBraces = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !inBraces) {
                tokens.add(text.substring(start, i));
                start = i + 1;
            } else if (c == '{') {
                inBraces = true;
            } else if (c == '}') {
                inBraces = false;
            }
        }
        tokens.add(text.substring(start));
        return tokens;
    }

    private static Token parameter(String text, String token) {
        String path = token.endsWith("}") ? token.substring(1, token.length() - 1) : "";
        if (!path.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*")) {
            throw new IllegalArgumentException("subject \"" + text + "\" has the token \"" + token
                    + "\"; a parameter is a whole token such as {field} or {field.nested}");
        }
        return new Parameter(path);
    }

    private static Token literal(String text, String token) {
        String fault = faultOf(token);
        if (fault != null) {
            throw new IllegalArgumentException("subject \"" + text + "\" " + fault);
        }
        if (token.indexOf('{') >= 0 || token.indexOf('}') >= 0) {
            throw new IllegalArgumentException("subject \"" + text + "\" has the token \"" + token
                    + "\"; a parameter is a whole token such as {field} or {field.nested}");
        }
        return new Literal(token);
    }

    /**
     * What keeps a text from being one token of a subject, as the end of a sentence; {@code null} if it is legal. Legal
     * is printable ASCII, not empty, without blank, {@code .}, {@code *} and {@code >}, and not {@code _s}.
     */
    public static @Nullable String faultOf(String token) {
        if (token.isEmpty()) {
            return "has an empty token";
        }
        if (token.equals(RESERVED_TOKEN)) {
            return "has the token \"_s\", which is reserved";
        }
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c <= ' ' || c > '~' || c == '.' || c == '*' || c == '>') {
                String shown = c < ' ' || c > '~' ? String.format("U+%04X", (int) c) : "'" + c + "'";
                return "has the character " + shown + " at " + (i + 1)
                        + " of a token; allowed is printable ASCII except blank, '.', '*' and '>'";
            }
        }
        return null;
    }

    /** The tokens in order, at least one. */
    public List<Token> tokens() {
        return tokens;
    }

    /** The field paths of the parameters, in the order of their tokens. */
    public List<String> parameters() {
        List<String> paths = new ArrayList<>();
        for (Token token : tokens) {
            if (token instanceof Parameter parameter) {
                paths.add(parameter.fieldPath());
            }
        }
        return List.copyOf(paths);
    }

    /** This template with the given value in place of each token of the parameter; other parameters stay open. */
    public SubjectTemplate with(String fieldPath, String value) {
        String fault = faultOf(value);
        if (fault != null) {
            throw new IllegalArgumentException("value of {" + fieldPath + "} " + fault);
        }
        Token filled = new Literal(value);
        return new SubjectTemplate(tokens.stream()
                .map(token -> token.equals(new Parameter(fieldPath)) ? filled : token)
                .toList());
    }

    /** This template behind the tokens of a prefix. */
    public SubjectTemplate behind(SubjectTemplate prefix) {
        return new SubjectTemplate(
                Stream.concat(prefix.tokens.stream(), tokens.stream()).toList());
    }

    /** What to subscribe to: {@code *} in place of each parameter. */
    public String pattern() {
        return render(field -> "*");
    }

    /** A concrete subject, with what the function gives for each parameter's field path, unchecked. */
    public String render(UnaryOperator<String> values) {
        StringJoiner subject = new StringJoiner("."); // no stream: this is part of each start and of each call
        for (Token token : tokens) {
            subject.add(
                    token instanceof Parameter parameter
                            ? values.apply(parameter.fieldPath())
                            : ((Literal) token).text());
        }
        return subject.toString();
    }

    /**
     * The values of the parameters, in the order of {@link #parameters()}, in a concrete subject; {@code null} if the
     * subject is not one of this template's.
     */
    public @Nullable List<String> match(String subject) {
        String[] parts = subject.split("\\.", -1);
        if (parts.length != tokens.size()) {
            return null;
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            if (tokens.get(i) instanceof Literal literal) {
                if (!literal.text().equals(parts[i])) {
                    return null;
                }
            } else {
                values.add(parts[i]);
            }
        }
        return values;
    }

    /** Whether a message published on this concrete subject would reach this template's pattern or its reserved tail. */
    public boolean covers(String subject) {
        List<String> published = List.of(subject.split("\\.", -1));
        return meet(patternTokens(), published) || meet(tailTokens(), published);
    }

    /**
     * Whether one message could reach both, their reserved tails included. Symmetric.
     *
     * <p>Two tails need no look of their own: at equal length they meet where the subjects do; at lengths two or more apart
     * the longer subject already meets the shorter one's tail; and at lengths one apart only an instance named
     * {@code _s}, which there is none, could stand in both.
     */
    public boolean canMeet(SubjectTemplate other) {
        return meet(patternTokens(), other.patternTokens())
                || meet(patternTokens(), other.tailTokens())
                || meet(tailTokens(), other.patternTokens());
    }

    /** Whether one message could reach both, their reserved tails left aside. Symmetric. */
    public boolean overlaps(SubjectTemplate other) {
        return meet(patternTokens(), other.patternTokens());
    }

    /**
     * Whether one message could reach both this template, its reserved tail included, and a subscription.
     *
     * @param subscription a subject that may have {@code *} as tokens, and {@code >} at its end
     */
    public boolean canMeet(String subscription) {
        List<String> subscribed = List.of(subscription.split("\\.", -1));
        return meet(patternTokens(), subscribed) || meet(tailTokens(), subscribed);
    }

    private List<String> patternTokens() {
        return tokens.stream()
                .map(token -> token instanceof Literal literal ? literal.text() : "*")
                .toList();
    }

    private List<String> tailTokens() {
        return Stream.concat(patternTokens().stream(), Stream.of(RESERVED_TOKEN, ">"))
                .toList();
    }

    private static boolean meet(List<String> a, List<String> b) {
        for (int i = 0; ; i++) {
            boolean endOfA = i == a.size();
            boolean endOfB = i == b.size();
            if (endOfA || endOfB) {
                return endOfA && endOfB;
            }
            String left = a.get(i);
            String right = b.get(i);
            if (left.equals(">") || right.equals(">")) {
                return true;
            }
            if (!left.equals("*") && !right.equals("*") && !left.equals(right)) {
                return false;
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SubjectTemplate that && tokens.equals(that.tokens);
    }

    @Override
    public int hashCode() {
        return tokens.hashCode();
    }

    /** The template as it is written. */
    @Override
    public String toString() {
        return render(field -> "{" + field + "}");
    }
}
