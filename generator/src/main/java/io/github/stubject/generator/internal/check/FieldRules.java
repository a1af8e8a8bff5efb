package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.github.stubject.generator.check.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a field of one number is: how often it can be there, and what an absent one means. */
final class FieldRules {
    private final FieldDescriptor was;
    private final FieldDescriptor now;
    private final List<Difference> differences = new ArrayList<>();

    private FieldRules(FieldDescriptor was, FieldDescriptor now) {
        this.was = was;
        this.now = now;
    }

    /** How two fields of one number differ. Packed or not does not matter: every protobuf reads both. */
    static List<Difference> differences(FieldDescriptor was, FieldDescriptor now) {
        FieldRules rules = new FieldRules(was, now);
        rules.compare();
        return rules.differences;
    }

    private void compare() {
        if (was.isMapField() != now.isMapField() && was.isRepeated() && now.isRepeated()) {
            compareMaps();
            return;
        }
        if (was.isRepeated() != now.isRepeated()) {
            add(
                    Rule.FIELD_CARDINALITY_CHANGED,
                    "was " + cardinality(was) + ", and is " + cardinality(now)
                            + ": of several values one side takes the last, or none if they are packed",
                    Breaks.ALL);
        }
        differences.addAll(FieldTypeRules.differences(was, now));
        if (!was.isExtension()
                && was.getName().equals(now.getName())
                && !was.getJsonName().equals(now.getJsonName())) {
            add(
                    Rule.FIELD_JSON_NAME_CHANGED,
                    "had the json_name \"" + was.getJsonName() + "\", and has \"" + now.getJsonName() + "\"",
                    Breaks.JSON_USERS);
        }
        if (!was.isRepeated() && !now.isRepeated()) {
            comparePresence();
            compareDefaults();
        }
    }

    private void compareMaps() {
        boolean messages = was.getJavaType() == JavaType.MESSAGE && now.getJavaType() == JavaType.MESSAGE;
        if (messages) { // whether they have the same structure is compared beside this
            add(
                    Rule.FIELD_MAP_CHANGED,
                    "was " + cardinality(was) + ", and is " + cardinality(now)
                            + ": an object in JSON on one side, an array on the other",
                    Breaks.JSON_USERS);
        } else {
            add(Rule.FIELD_TYPE_CHANGED, "was " + cardinality(was) + ", and is " + cardinality(now), Breaks.ALL);
        }
    }

    private static String cardinality(FieldDescriptor field) {
        if (field.isMapField()) {
            return "a map";
        }
        return field.isRepeated() ? "repeated " + Fields.type(field) : "a single " + Fields.type(field);
    }

    private void comparePresence() {
        if (was.isRequired() != now.isRequired()) {
            if (now.isRequired()) {
                add(
                        Rule.REQUIRED_ADDED,
                        "is required, and was not: a message without it cannot be read",
                        Breaks.OLD_SENDERS);
            } else {
                add(
                        Rule.REQUIRED_REMOVED,
                        "was required, and is not: who requires it cannot read a message without it",
                        Breaks.OLD_READERS);
            }
        }
        if (excludesOthers()) {
            add(
                    Rule.FIELD_ONEOF_CHANGED,
                    "was in " + oneof(was) + ", and is in " + oneof(now)
                            + ": fields of one oneof erase each other when they are read",
                    Breaks.ALL);
        } else if (was.hasPresence() != now.hasPresence()) {
            add(
                    Rule.FIELD_PRESENCE_CHANGED,
                    now.hasPresence()
                            ? "can be unset now, where unset was its default: old messages lack it where they mean the"
                                    + " default"
                            : "could be unset, which is its default now",
                    Breaks.ALL);
        }
    }

    /** Whether it went from one oneof to another, or in or out, and parted there from a field that both sides have. */
    private boolean excludesOthers() {
        OneofDescriptor oneofWas = was.getRealContainingOneof();
        OneofDescriptor oneofNow = now.getRealContainingOneof();
        if (Objects.equals(name(oneofWas), name(oneofNow))) {
            return false;
        }
        Set<Integer> others = numbers(was.getContainingType().getFields());
        others.retainAll(numbers(now.getContainingType().getFields()));
        Set<Integer> matesWas = mates(oneofWas);
        Set<Integer> matesNow = mates(oneofNow);
        matesWas.retainAll(others);
        matesNow.retainAll(others);
        return !matesWas.equals(matesNow);
    }

    private Set<Integer> mates(@Nullable OneofDescriptor oneof) {
        Set<Integer> mates = oneof == null ? numbers(List.of()) : numbers(oneof.getFields());
        mates.remove(was.getNumber());
        return mates;
    }

    private static Set<Integer> numbers(List<FieldDescriptor> fields) {
        return fields.stream().map(FieldDescriptor::getNumber).collect(Collectors.toCollection(TreeSet::new));
    }

    private static @Nullable String name(@Nullable OneofDescriptor oneof) {
        return oneof == null ? null : oneof.getName();
    }

    private static String oneof(FieldDescriptor field) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        return oneof == null ? "no oneof" : "oneof " + oneof.getName();
    }

    private void compareDefaults() {
        if (was.getJavaType() != now.getJavaType() || was.getJavaType() == JavaType.MESSAGE) {
            return;
        }
        Object defaultWas = defaultOf(was);
        Object defaultNow = defaultOf(now);
        if (!defaultWas.equals(defaultNow)) {
            add(Rule.FIELD_DEFAULT_CHANGED, "had the default " + defaultWas + ", and has " + defaultNow, Breaks.ALL);
        }
    }

    private static Object defaultOf(FieldDescriptor field) {
        Object value = field.getDefaultValue();
        return value instanceof EnumValueDescriptor constant ? (Object) constant.getNumber() : value;
    }

    private void add(Rule rule, String what, Breaks breaks) {
        differences.add(new Difference(rule, Element.of(was, now), what, breaks));
    }
}
