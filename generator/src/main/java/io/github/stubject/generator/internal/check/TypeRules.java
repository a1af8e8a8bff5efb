package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import io.github.stubject.generator.check.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares messages and enums.
 *
 * <p>Types of one name are compared for their own sake. Where another type stands now, names are nothing that crosses the
 * wire: what counts is whether its structure is the same, and that is one difference of whatever names it.
 */
final class TypeRules {
    private static final int SHOWN = 3;

    private final Snapshot was;
    private final Snapshot now;
    private final Map<TypePair, List<Difference>> others = new HashMap<>();

    TypeRules(Snapshot was, Snapshot now) {
        this.was = was;
        this.now = now;
    }

    /** How a type differs, without the types of its fields if they have kept their names. */
    List<Difference> differences(TypePair pair) {
        return new Walk().differences(pair);
    }

    /** Likewise of two types of different names, worked out once. */
    List<Difference> differencesOfOther(TypePair pair) {
        List<Difference> known = others.get(pair);
        if (known == null) {
            known = differences(pair);
            others.put(pair, known);
        }
        return known;
    }

    /** The first differences in a few words. */
    static String summary(List<Difference> differences) {
        String first = differences.stream()
                .limit(SHOWN)
                .map(difference -> difference.element().name() + " " + difference.what())
                .collect(Collectors.joining("; "));
        return differences.size() > SHOWN ? first + "; and " + (differences.size() - SHOWN) + " more" : first;
    }

    /** Whom they break, all together. */
    static Breaks breaks(List<Difference> differences) {
        return differences.stream().allMatch(difference -> difference.breaks() == Breaks.JSON_USERS)
                ? Breaks.JSON_USERS
                : Breaks.ALL;
    }

    /** One way through what types of other names have inside, in which messages that contain themselves are compared once. */
    private final class Walk {
        /** Without differences as long as one is being compared: inside itself it has no others than outside. */
        private final Map<TypePair, List<Difference>> compared = new HashMap<>();

        List<Difference> differences(TypePair pair) {
            List<Difference> known = compared.putIfAbsent(pair, List.of());
            if (known != null) {
                return known;
            }
            List<Difference> differences = compare(pair);
            compared.put(pair, differences);
            return differences;
        }

        private List<Difference> compare(TypePair pair) {
            GenericDescriptor typeWas = pair.was();
            GenericDescriptor typeNow = pair.now();
            if (typeWas instanceof EnumDescriptor enumWas && typeNow instanceof EnumDescriptor enumNow) {
                return EnumRules.differences(enumWas, enumNow);
            }
            if (typeWas instanceof Descriptor messageWas && typeNow instanceof Descriptor messageNow) {
                return differences(messageWas, messageNow);
            }
            throw new AssertionError(pair);
        }

        private List<Difference> differences(Descriptor messageWas, Descriptor messageNow) {
            Map<Integer, FieldDescriptor> fieldsWas = was.fields(messageWas);
            Map<Integer, FieldDescriptor> fieldsNow = now.fields(messageNow);
            List<Difference> differences = new ArrayList<>();
            if (JsonForms.differ(messageWas, messageNow)) {
                differences.add(new Difference(
                        Rule.FIELD_JSON_TYPE_CHANGED,
                        Element.of(messageWas, messageNow),
                        "has another form in JSON",
                        Breaks.JSON_USERS));
            }
            differences.addAll(FieldSetRules.differences(messageWas, fieldsWas, messageNow, fieldsNow));
            differences.addAll(ReservedRules.differences(messageWas, messageNow));
            Set<String> namesNow = fieldsNow.values().stream().map(Fields::name).collect(Collectors.toSet());
            fieldsWas.forEach((number, fieldWas) -> {
                FieldDescriptor fieldNow = fieldsNow.get(number);
                String name = Fields.name(fieldWas);
                // One that has another number now is told as such, and has nothing to do with what took its number.
                if (fieldNow != null && (name.equals(Fields.name(fieldNow)) || !namesNow.contains(name))) {
                    differences.addAll(FieldRules.differences(fieldWas, fieldNow));
                    differences.addAll(otherTypes(fieldWas, fieldNow));
                }
            });
            return differences;
        }

        private List<Difference> otherTypes(FieldDescriptor fieldWas, FieldDescriptor fieldNow) {
            TypePair pair = TypePair.of(fieldWas, fieldNow);
            if (pair == null || pair.isOneType()) {
                return List.of();
            }
            List<Difference> differences = differences(pair);
            if (differences.isEmpty()) {
                return List.of();
            }
            return List.of(new Difference(
                    Rule.FIELD_TYPE_CHANGED,
                    Element.of(fieldWas, fieldNow),
                    "was " + pair.was().getFullName() + ", and is " + pair.now().getFullName() + ", which differs: "
                            + summary(differences),
                    breaks(differences)));
        }
    }
}
