package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.stubject.generator.check.Rule;
import java.util.ArrayList;
import java.util.List;

/** Types of fields: whether one can be read as the other, loses values, or looks different in JSON. */
final class FieldTypeRules {
    private FieldTypeRules() {}

    static List<Difference> differences(FieldDescriptor was, FieldDescriptor now) {
        if (was.getType() == now.getType()) {
            return List.of(); // messages and enums are compared for themselves
        }
        String types = "was " + Fields.type(was) + ", and is " + Fields.type(now);
        Element element = Element.of(was, now);
        WireType wireWas = WireType.of(was);
        WireType wireNow = WireType.of(now);
        if (!wireWas.readsAs(wireNow)) {
            return List.of(new Difference(
                    Rule.FIELD_TYPE_CHANGED, element, types + ", which is written differently", Breaks.ALL));
        }
        List<Difference> differences = new ArrayList<>();
        boolean losesOld = !wireNow.hasAllOf(wireWas);
        boolean losesNew = !wireWas.hasAllOf(wireNow);
        if (losesOld || losesNew) {
            Breaks breaks = losesOld && losesNew ? Breaks.ALL : losesOld ? Breaks.OLD_SENDERS : Breaks.OLD_READERS;
            differences.add(
                    new Difference(Rule.FIELD_RANGE_CHANGED, element, types + loss(losesOld, losesNew), breaks));
        }
        if (wireWas.json() != wireNow.json()) {
            differences.add(new Difference(
                    Rule.FIELD_JSON_TYPE_CHANGED,
                    element,
                    types + ": in JSON that was " + wireWas.json() + ", and is " + wireNow.json(),
                    Breaks.JSON_USERS));
        }
        return differences;
    }

    private static String loss(boolean losesOld, boolean losesNew) {
        if (losesOld && losesNew) {
            return ": each has values that the other cannot hold";
        }
        return losesOld ? ", which cannot hold all of the old values" : ", whose new values the old one cannot hold";
    }
}
