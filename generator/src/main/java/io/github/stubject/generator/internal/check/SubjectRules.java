package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.generator.check.Rule;
import io.github.stubject.generator.internal.reader.Events;
import io.github.stubject.generator.internal.reader.Place;
import io.github.stubject.proto.DurableOptions;
import io.github.stubject.proto.MethodOptions;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.SubjectTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What methods are called on, and how parameters become text there. */
final class SubjectRules {
    private final Snapshot was;
    private final Snapshot now;
    private final Report report;

    SubjectRules(Snapshot was, Snapshot now, Report report) {
        this.was = was;
        this.now = now;
        this.report = report;
    }

    void compare(MethodDescriptor methodWas, MethodDescriptor methodNow) {
        SubjectTemplate subjectWas = was.subject(methodWas);
        SubjectTemplate subjectNow = now.subject(methodNow);
        if (!subjectWas.pattern().equals(subjectNow.pattern())) {
            add(
                    ruleOfOther(subjectWas.parameters(), subjectNow.parameters()),
                    methodWas,
                    methodNow,
                    "had the subject \"" + subjectWas + "\", and has \"" + subjectNow + "\"");
            return;
        }
        Set<List<String>> compared = new HashSet<>();
        for (int i = 0; i < subjectWas.parameters().size(); i++) {
            String pathWas = subjectWas.parameters().get(i);
            String pathNow = subjectNow.parameters().get(i);
            if (compared.add(List.of(pathWas, pathNow))) {
                compareParameter(methodWas, pathWas, methodNow, pathNow);
            }
        }
        DurableOptions durable = Events.durable(methodWas);
        if (durable != null && durable.hasMessageId() && !subjectWas.equals(subjectNow)) {
            add(
                    Rule.MESSAGE_ID_CHANGED,
                    methodWas,
                    methodNow,
                    "had ids that begin with \"" + subjectWas + "/\", and has such with \"" + subjectNow
                            + "/\": an event that is published by old and new is stored twice");
        }
    }

    private static Rule ruleOfOther(List<String> parametersWas, List<String> parametersNow) {
        boolean added = !parametersWas.containsAll(parametersNow);
        boolean removed = !parametersNow.containsAll(parametersWas);
        if (added == removed) {
            return Rule.SUBJECT_CHANGED;
        }
        return added ? Rule.PARAMETER_ADDED : Rule.PARAMETER_REMOVED;
    }

    private void compareParameter(
            MethodDescriptor methodWas, String pathWas, MethodDescriptor methodNow, String pathNow) {
        FieldPath fieldWas = FieldPath.of(methodWas.getInputType(), pathWas);
        FieldPath fieldNow = FieldPath.of(methodNow.getInputType(), pathNow);
        String parameter = "{" + pathNow + "}";
        if (!fieldWas.numbers().equals(fieldNow.numbers())) {
            add(
                    Rule.PARAMETER_FIELD_CHANGED,
                    methodWas,
                    methodNow,
                    "had {" + pathWas + "} (" + shown(fieldWas) + ") in its subject where " + parameter + " ("
                            + shown(fieldNow) + ") is now");
        } else if (text(fieldWas.field()) != text(fieldNow.field())) {
            add(
                    Rule.PARAMETER_TYPE_CHANGED,
                    methodWas,
                    methodNow,
                    "has the parameter " + parameter + ", which was " + text(fieldWas.field()).shown + " and is "
                            + text(fieldNow.field()).shown);
        } else if (text(fieldNow.field()) == Text.ENUM) {
            List<String> other =
                    otherNames(fieldWas.field().getEnumType(), fieldNow.field().getEnumType());
            if (!other.isEmpty()) {
                add(
                        Rule.PARAMETER_VALUE_CHANGED,
                        methodWas,
                        methodNow,
                        "has the parameter " + parameter + ", of whose values " + String.join(", ", other));
            }
        }
    }

    private static String shown(FieldPath path) {
        return "field "
                + String.join(".", path.numbers().stream().map(String::valueOf).toList());
    }

    /** How a value becomes a token. */
    private enum Text {
        STRING("a string"),
        INTEGER("an integer"),
        BOOL("a bool"),
        ENUM("an enum");

        private final String shown;

        Text(String shown) {
            this.shown = shown;
        }
    }

    private static Text text(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG -> Text.INTEGER;
            case BOOLEAN -> Text.BOOL;
            case ENUM -> Text.ENUM;
            default -> Text.STRING;
        };
    }

    private static List<String> otherNames(EnumDescriptor typeWas, EnumDescriptor typeNow) {
        Map<Integer, String> namesNow = names(typeNow);
        List<String> other = new ArrayList<>();
        names(typeWas).forEach((number, nameWas) -> {
            String nameNow = namesNow.get(number);
            if (nameNow == null) {
                other.add(nameWas + " is gone");
            } else if (!nameNow.equals(nameWas)) {
                other.add(nameWas + " is " + nameNow + " now");
            }
        });
        return other.stream().sorted().toList();
    }

    /** The name of each number in subjects: the one that is declared first. */
    private static Map<Integer, String> names(EnumDescriptor type) {
        Map<Integer, String> names = new HashMap<>();
        for (EnumValueDescriptor value : type.getValues()) {
            names.putIfAbsent(value.getNumber(), value.getName());
        }
        return names;
    }

    /** At the option if the method has it, else at its name; a comment can allow it at the method in either case. */
    private void add(Rule rule, MethodDescriptor methodWas, MethodDescriptor methodNow, String what) {
        Element element = new Element(methodNow.getFullName(), place(methodWas), place(methodNow));
        report.add(rule, element, what, Way.bothSides(methodWas));
    }

    private static Place place(MethodDescriptor method) {
        MethodOptions options = method.getOptions().getExtension(OptionsProto.method);
        return options.hasSubject() ? Place.ofOption(method, MethodOptions.SUBJECT_FIELD_NUMBER) : Place.of(method);
    }
}
