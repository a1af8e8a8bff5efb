package io.github.stubject.generator.internal.document;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of an enum's values. */
public final class EnumNames {
    private EnumNames() {}

    /** Those that are written: of several for a number, the one that is declared first. */
    public static List<String> canonical(EnumDescriptor type) {
        Map<Integer, String> names = new LinkedHashMap<>();
        type.getValues().forEach(value -> names.putIfAbsent(value.getNumber(), value.getName()));
        return List.copyOf(names.values());
    }

    /** Those that are understood. */
    public static List<String> all(EnumDescriptor type) {
        return type.getValues().stream().map(EnumValueDescriptor::getName).toList();
    }
}
