package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.generator.check.Affected;
import io.github.stubject.generator.check.Rule;
import io.github.stubject.generator.internal.reader.Events;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What methods take and answer with, and all that is inside. */
final class MessageTypeRules {
    /** Its tag, if it is a group, is a brace: what JSON is told from protobuf by. */
    private static final int BRACE = 15;

    private final Report report;
    private final TypeGraph graph;
    private final TypeRules types;
    private final Set<TypePair> taken = new LinkedHashSet<>();

    MessageTypeRules(Snapshot was, Snapshot now, Report report) {
        this.report = report;
        graph = new TypeGraph(was, now);
        types = new TypeRules(was, now);
    }

    /** Compares which messages a method names, and takes note of them. */
    void compare(MethodDescriptor was, MethodDescriptor now) {
        TypePair request = new TypePair(was.getInputType(), now.getInputType());
        compareNames(request, Rule.REQUEST_TYPE_CHANGED, Rule.REQUEST_TYPE_RENAMED, was, now);
        graph.add(was.getInputType(), now.getInputType(), was, Way.in(was));
        if (!now.isClientStreaming()) { // a stream opens without a message, and says what it will send
            taken.add(request);
        }
        if (!Events.isEvent(was) && !Events.isEvent(now)) {
            TypePair response = new TypePair(was.getOutputType(), now.getOutputType());
            compareNames(response, Rule.RESPONSE_TYPE_CHANGED, Rule.RESPONSE_TYPE_RENAMED, was, now);
            graph.add(was.getOutputType(), now.getOutputType(), was, Way.RESPONSE);
        }
    }

    private void compareNames(TypePair pair, Rule changed, Rule renamed, MethodDescriptor was, MethodDescriptor now) {
        if (pair.isOneType()) {
            return;
        }
        String names =
                "had " + pair.was().getFullName() + ", and has " + pair.now().getFullName();
        List<Difference> differences = types.differencesOfOther(pair);
        if (!differences.isEmpty()) {
            Set<Affected> breaks = TypeRules.breaks(differences) == Breaks.JSON_USERS
                    ? EnumSet.of(Affected.JSON_USERS)
                    : Way.bothSides(was);
            if (!Events.isEvent(now)) {
                breaks.add(Affected.DISCOVERY_USERS);
            }
            report.add(
                    changed,
                    Element.of(was, now),
                    names + ", which differs: " + TypeRules.summary(differences),
                    breaks);
        } else if (!Events.isEvent(now)) { // nobody is told the name of an event's message
            report.add(
                    renamed,
                    Element.of(was, now),
                    names + " with the same structure",
                    EnumSet.of(Affected.DISCOVERY_USERS));
        }
    }

    /** Compares all messages and enums that methods reach, each once. */
    void compareTypes() {
        for (TypePair pair : graph.pairs()) {
            List<Difference> differences = pair.isOneType() ? types.differences(pair) : List.of();
            report(pair, differences);
        }
        for (TypePair pair : taken) {
            FieldDescriptor was = ((Descriptor) pair.was()).findFieldByNumber(BRACE);
            FieldDescriptor now = ((Descriptor) pair.now()).findFieldByNumber(BRACE);
            if (now != null && isGroup(now) && !isGroup(was)) {
                Element element = Element.added(now, (Descriptor) pair.was());
                String what = "is a group with number 15, whose first byte is that of JSON";
                report(pair, List.of(new Difference(Rule.JSON_DETECTION_LOST, element, what, Breaks.JSON_USERS)));
            }
        }
    }

    private void report(TypePair pair, List<Difference> differences) {
        if (!differences.isEmpty()) {
            Uses uses = graph.uses(pair);
            differences.forEach(difference -> report.add(difference, uses));
        }
    }

    private static boolean isGroup(@Nullable FieldDescriptor field) {
        return field != null && field.getType() == FieldDescriptor.Type.GROUP;
    }
}
