package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import io.github.stubject.generator.check.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of enums: the wire has their numbers, JSON their names, of which the first is written. */
final class EnumRules {
    private final EnumDescriptor was;
    private final EnumDescriptor now;
    private final Map<Integer, EnumValueDescriptor> firstWas;
    private final Map<Integer, EnumValueDescriptor> firstNow;
    private final List<Difference> differences = new ArrayList<>();

    private EnumRules(EnumDescriptor was, EnumDescriptor now) {
        this.was = was;
        this.now = now;
        firstWas = firstByNumber(was);
        firstNow = firstByNumber(now);
    }

    static List<Difference> differences(EnumDescriptor was, EnumDescriptor now) {
        EnumRules rules = new EnumRules(was, now);
        rules.compare();
        return rules.differences;
    }

    private void compare() {
        firstWas.forEach((number, value) -> compareNumber(value, firstNow.get(number)));
        was.getValues().stream()
                .filter(value -> isAlias(value) && now.findValueByName(value.getName()) == null)
                .filter(value -> firstNow.containsKey(value.getNumber()))
                .forEach(value -> add(
                        Rule.ENUM_VALUE_RENAMED,
                        Element.gone(value, now),
                        "was another name of " + value.getNumber() + ", and is gone",
                        Breaks.JSON_USERS));
        now.getValues().forEach(this::compareNew);
        differences.addAll(ReservedRules.differences(was, now));
    }

    private static Map<Integer, EnumValueDescriptor> firstByNumber(EnumDescriptor type) {
        Map<Integer, EnumValueDescriptor> first = new LinkedHashMap<>();
        type.getValues().forEach(value -> first.putIfAbsent(value.getNumber(), value));
        return first;
    }

    private boolean isAlias(EnumValueDescriptor value) {
        return !value.equals(firstWas.get(value.getNumber()));
    }

    private void compareNumber(EnumValueDescriptor value, @Nullable EnumValueDescriptor sameNumber) {
        EnumValueDescriptor sameName = now.findValueByName(value.getName());
        if (sameName != null && sameName.getNumber() != value.getNumber()) {
            add(
                    Rule.ENUM_VALUE_RENUMBERED,
                    Element.of(value, sameName),
                    "had the number " + value.getNumber() + ", and has " + sameName.getNumber(),
                    Breaks.ALL);
        } else if (sameNumber == null) {
            compareReserved(value);
        } else if (!sameNumber.getName().equals(value.getName())) {
            add(
                    Rule.ENUM_VALUE_RENAMED,
                    Element.of(value, sameNumber),
                    "was named " + value.getName()
                            + (sameName == null ? "" : ", which stands behind it now; JSON has the first name"),
                    Breaks.JSON_USERS);
        }
    }

    private void compareReserved(EnumValueDescriptor value) {
        Reserved reserved = new Reserved(now.isReservedNumber(value.getNumber()), now.isReservedName(value.getName()));
        if (!reserved.isWhole()) {
            add(Rule.ENUM_VALUE_REMOVED, Element.gone(value, now), reserved.ofGone(value.getNumber()), Breaks.ALL);
        }
    }

    private void compareNew(EnumValueDescriptor value) {
        Reserved reserved = new Reserved(was.isReservedNumber(value.getNumber()), was.isReservedName(value.getName()));
        if (!reserved.isNothing()) {
            add(
                    Rule.RESERVED_REUSED,
                    Element.added(value, was),
                    reserved.ofNew(value.getNumber()),
                    reserved.brokenByNew());
        }
    }

    private void add(Rule rule, Element element, String what, Breaks breaks) {
        differences.add(new Difference(rule, element, what, breaks));
    }
}
