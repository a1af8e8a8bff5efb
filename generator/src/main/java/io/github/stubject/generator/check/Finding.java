package io.github.stubject.generator.check;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that would break something deployed.
 *
 * @param rule which rule found it; its {@link Rule#remedy()} says how to do it compatibly
 * @param element the full name of the service, method, message, field, enum or value; as the baseline has it if it is
 *     gone
 * @param what was and is: the rest of a sentence that begins with the element
 * @param now where the element is, or what it was taken out of; {@code null} if that is gone, too
 * @param was where it was when the baseline was written
 * @param breaks who breaks, at least one
 * @param usedBy the methods that a message or an enum travels by, by full name; empty for what concerns a method or
 *     service itself
 */
public record Finding(
        Rule rule,
        String element,
        String what,
        @Nullable SourcePlace now,
        SourcePlace was,
        Set<Affected> breaks,
        List<String> usedBy) {
    private static final int SHOWN = 5;

    public Finding {
        breaks = Collections.unmodifiableSet(EnumSet.copyOf(breaks));
        usedBy = List.copyOf(usedBy);
    }

    /** All of it, in several lines. The first has the form of compilers. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(now == null ? was : now).append(": ").append(rule.id()).append(": ");
        text.append(element).append(' ').append(what);
        text.append("\n    was: ").append(was).append(" in the baseline");
        text.append("\n    breaks: ")
                .append(breaks.stream().map(Affected::toString).collect(Collectors.joining(", ")));
        if (!usedBy.isEmpty()) {
            text.append("\n    used by: ").append(String.join(", ", usedBy.subList(0, Math.min(SHOWN, usedBy.size()))));
            if (usedBy.size() > SHOWN) {
                text.append(" and ").append(usedBy.size() - SHOWN).append(" more");
            }
        }
        return text.append("\n    instead: ").append(rule.remedy()).toString();
    }
}
