package io.github.stubject.generator.internal.check;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.stubject.generator.check.Rule;
import io.github.stubject.generator.internal.check.Numbers.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What messages and enums keep free: for nobody, or for extensions. */
final class ReservedRules {
    private ReservedRules() {}

    static List<Difference> differences(Descriptor was, Descriptor now) {
        Element element = Element.of(was, now);
        List<Difference> differences = new ArrayList<>();
        Numbers freed = reserved(was.toProto())
                .without(reserved(now.toProto()))
                .without(numbers(now.getFields().stream().map(FieldDescriptor::getNumber)))
                .without(extensions(now.toProto()));
        List<String> freedNames = was.toProto().getReservedNameList().stream()
                .filter(name -> !now.isReservedName(name) && now.findFieldByName(name) == null)
                .toList();
        addFreed(element, freed, freedNames, differences);
        Numbers lost = extensions(was.toProto()).without(extensions(now.toProto()));
        if (!lost.isEmpty()) {
            differences.add(new Difference(
                    Rule.EXTENSION_RANGE_REMOVED, element, "has the extensions " + lost + " no more", Breaks.ALL));
        }
        return differences;
    }

    static List<Difference> differences(EnumDescriptor was, EnumDescriptor now) {
        List<Difference> differences = new ArrayList<>();
        Numbers freed = reserved(was.toProto())
                .without(reserved(now.toProto()))
                .without(numbers(now.getValues().stream().map(EnumValueDescriptor::getNumber)));
        List<String> freedNames = was.toProto().getReservedNameList().stream()
                .filter(name -> !now.isReservedName(name) && now.findValueByName(name) == null)
                .toList();
        addFreed(Element.of(was, now), freed, freedNames, differences);
        return differences;
    }

    private static void addFreed(Element element, Numbers numbers, List<String> names, List<Difference> differences) {
        if (!numbers.isEmpty()) {
            differences.add(new Difference(
                    Rule.RESERVED_REMOVED, element, "does not reserve " + numbers + " any more", Breaks.ALL));
        }
        if (!names.isEmpty()) {
            differences.add(new Difference(
                    Rule.RESERVED_REMOVED,
                    element,
                    "does not reserve the name " + String.join(", ", names) + " any more",
                    Breaks.JSON_USERS));
        }
    }

    private static Numbers numbers(Stream<Integer> numbers) {
        return new Numbers(numbers.map(number -> new Range(number, number)).toList());
    }

    private static Numbers reserved(DescriptorProto message) {
        return new Numbers(message.getReservedRangeList().stream()
                .map(range -> new Range(range.getStart(), range.getEnd() - 1L))
                .toList());
    }

    private static Numbers extensions(DescriptorProto message) {
        return new Numbers(message.getExtensionRangeList().stream()
                .map(range -> new Range(range.getStart(), range.getEnd() - 1L))
                .toList());
    }

    /** An enum's ranges include their ends. */
    private static Numbers reserved(EnumDescriptorProto type) {
        return new Numbers(type.getReservedRangeList().stream()
                .map(range -> new Range(range.getStart(), range.getEnd()))
                .toList());
    }
}
