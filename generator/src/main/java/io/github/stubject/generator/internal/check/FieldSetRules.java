package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.stubject.generator.check.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which fields and extensions a message has, by number and by name. */
final class FieldSetRules {
    private final Descriptor was;
    private final Descriptor now;
    private final Map<Integer, FieldDescriptor> fieldsNow;
    private final List<Difference> differences = new ArrayList<>();

    private FieldSetRules(Descriptor was, Descriptor now, Map<Integer, FieldDescriptor> fieldsNow) {
        this.was = was;
        this.now = now;
        this.fieldsNow = fieldsNow;
    }

    static List<Difference> differences(
            Descriptor was,
            Map<Integer, FieldDescriptor> fieldsWas,
            Descriptor now,
            Map<Integer, FieldDescriptor> fieldsNow) {
        FieldSetRules rules = new FieldSetRules(was, now, fieldsNow);
        Map<String, FieldDescriptor> namesNow = byName(fieldsNow);
        fieldsWas.values().forEach(field -> rules.compareOld(field, namesNow.get(Fields.name(field))));
        Map<String, FieldDescriptor> namesWas = byName(fieldsWas);
        fieldsNow.values().stream()
                .filter(field -> !fieldsWas.containsKey(field.getNumber()))
                .forEach(field -> rules.compareNew(field, namesWas.containsKey(Fields.name(field))));
        return rules.differences;
    }

    private static Map<String, FieldDescriptor> byName(Map<Integer, FieldDescriptor> fields) {
        Map<String, FieldDescriptor> byName = new HashMap<>();
        fields.values().forEach(field -> byName.put(Fields.name(field), field));
        return byName;
    }

    private void compareOld(FieldDescriptor field, @Nullable FieldDescriptor sameName) {
        FieldDescriptor sameNumber = fieldsNow.get(field.getNumber());
        if (sameName != null && sameName.getNumber() != field.getNumber()) {
            add(
                    Rule.FIELD_RENUMBERED,
                    Element.of(field, sameName),
                    "had the number " + field.getNumber() + ", and has " + sameName.getNumber()
                            + (sameNumber == null
                                    ? ""
                                    : "; " + field.getNumber() + " is " + sameNumber.getName() + " now"),
                    Breaks.ALL);
            return;
        }
        if (sameNumber != null) {
            if (sameName == null) {
                compareNames(field, sameNumber);
            }
            return;
        }
        if (field.isRequired()) {
            add(
                    Rule.REQUIRED_REMOVED,
                    Element.gone(field, now),
                    "was required, and is gone: who requires it cannot read the message",
                    Breaks.OLD_READERS);
        }
        if (field.isExtension()) {
            add(
                    Rule.EXTENSION_REMOVED,
                    Element.gone(field, now),
                    "with number " + field.getNumber() + " of " + was.getFullName() + " is gone",
                    Breaks.ALL);
        } else {
            compareReserved(field);
        }
    }

    private void compareReserved(FieldDescriptor field) {
        Reserved reserved = new Reserved(now.isReservedNumber(field.getNumber()), now.isReservedName(field.getName()));
        if (!reserved.isWhole()) {
            add(Rule.FIELD_REMOVED, Element.gone(field, now), reserved.ofGone(field.getNumber()), Breaks.ALL);
        }
    }

    private void compareNames(FieldDescriptor field, FieldDescriptor sameNumber) {
        String json = sameNumber.getJsonName().equals(field.getJsonName())
                ? "; json_name is " + field.getJsonName() + " still, but JSON may have the name itself, too"
                : "";
        add(
                Rule.FIELD_RENAMED,
                Element.of(field, sameNumber),
                "was named " + Fields.name(field) + json,
                Breaks.JSON_USERS);
    }

    private void compareNew(FieldDescriptor field, boolean hadName) {
        if (field.isRequired()) {
            add(
                    Rule.REQUIRED_ADDED,
                    Element.added(field, was),
                    "is new and required: who does not know it cannot send the message",
                    Breaks.OLD_SENDERS);
        }
        if (field.isExtension()) {
            return;
        }
        Reserved reserved =
                new Reserved(was.isReservedNumber(field.getNumber()), !hadName && was.isReservedName(field.getName()));
        if (!reserved.isNothing()) {
            add(
                    Rule.RESERVED_REUSED,
                    Element.added(field, was),
                    reserved.ofNew(field.getNumber()),
                    reserved.brokenByNew());
        }
    }

    private void add(Rule rule, Element element, String what, Breaks breaks) {
        differences.add(new Difference(rule, element, what, breaks));
    }
}
