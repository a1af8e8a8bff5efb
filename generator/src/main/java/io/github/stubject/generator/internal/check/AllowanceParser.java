package io.github.stubject.generator.internal.check;

import io.github.stubject.generator.Problem;
import io.github.stubject.generator.check.AllowFile;
import io.github.stubject.generator.check.Rule;
import io.github.stubject.generator.check.SourcePlace;
import io.github.stubject.generator.internal.reader.PlacedComment;
import io.github.stubject.generator.internal.reader.Sources;
import io.github.stubject.generator.internal.reader.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is written in files and comments, and tells what is wrong with it. */
final class AllowanceParser {
    private final List<Problem> errors = new ArrayList<>();

    List<Problem> errors() {
        return errors;
    }

    /** Lines of {@code rule element reason}. */
    List<Allowance> parse(AllowFile file) {
        List<Allowance> allowances = new ArrayList<>();
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                SourcePlace place = new SourcePlace(file.name(), i + 1, 1);
                parseLine(line, place).ifPresent(allowances::add);
            }
        }
        return allowances;
    }

    private Optional<Allowance> parseLine(String line, SourcePlace place) {
        String[] words = words(line, 3);
        Rule rule = rule(words[0], place);
        if (words.length < 3) {
            error(
                    place,
                    "\"" + line + "\" lacks " + (words.length < 2 ? "an element and a reason" : "a reason")
                            + "; write: rule element reason");
            return Optional.empty();
        }
        return rule == null ? Optional.empty() : Optional.of(new Allowance(place, rule, words[1], words[2]));
    }

    /** Lines of a comment that begin with {@code stubject:allow}, then {@code rule reason}. */
    List<Allowance> parse(PlacedComment comment, SourcePlace place) {
        return comment.text()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(Sources.ALLOW))
                .flatMap(line -> parseComment(line, place).stream())
                .toList();
    }

    private Optional<Allowance> parseComment(String line, SourcePlace place) {
        String[] words = words(line, 3);
        if (words.length < 3 || !words[0].equals(Sources.ALLOW)) {
            if (words.length > 1) {
                rule(words[1], place);
            }
            error(
                    place,
                    "\"" + line + "\" lacks " + (words.length < 2 ? "a rule and a reason" : "a reason") + "; write: "
                            + Sources.ALLOW + " rule reason");
            return Optional.empty();
        }
        Rule rule = rule(words[1], place);
        return rule == null ? Optional.empty() : Optional.of(new Allowance(place, rule, "this element", words[2]));
    }

    private static String[] words(String line, int most) {
        return line.split("\\s+", most);
    }

    private @Nullable Rule rule(String id, SourcePlace place) {
        Optional<Rule> rule = Rule.of(id);
        if (rule.isEmpty()) {
            List<String> ids = Arrays.stream(Rule.values()).map(Rule::id).toList();
            String closest = Spelling.closest(id.replace('_', '-'), ids);
            error(
                    place,
                    "there is no rule \"" + id + "\"; "
                            + (closest == null
                                    ? "the rules are in the documentation of the check"
                                    : "did you mean " + closest + "?"));
        }
        return rule.orElse(null);
    }

    private void error(SourcePlace place, String message) {
        errors.add(new Problem(place.file(), place.line(), place.column(), message));
    }
}
