package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.internal.reader.MapEntries;
import io.github.stubject.generator.internal.reader.Place;
import org.jspecify.annotations.Nullable;

/**
 * What a finding is about.
 *
 * @param name its full name, the current one unless it is gone
 * @param was where the baseline has it, or what it was put into
 * @param now where it is, or what it was taken out of; {@code null} if that is gone, too
 */
record Element(String name, Place was, @Nullable Place now) {
    static Element of(ServiceDescriptor was, ServiceDescriptor now) {
        return new Element(now.getFullName(), Place.of(was), Place.of(now));
    }

    static Element of(MethodDescriptor was, MethodDescriptor now) {
        return new Element(now.getFullName(), Place.of(was), Place.of(now));
    }

    /** A method that its service has no more. */
    static Element gone(MethodDescriptor was, ServiceDescriptor from) {
        return new Element(was.getFullName(), Place.of(was), Place.of(from));
    }

    static Element of(Descriptor was, Descriptor now) {
        return new Element(now.getFullName(), Place.of(was), Place.of(now));
    }

    static Element of(FieldDescriptor was, FieldDescriptor now) {
        return new Element(name(now), Place.of(was), Place.of(now));
    }

    /** A field that its message has no more. */
    static Element gone(FieldDescriptor was, Descriptor from) {
        return new Element(name(was), Place.of(was), Place.of(from));
    }

    /** A field that its message has now. */
    static Element added(FieldDescriptor now, Descriptor to) {
        return new Element(name(now), Place.of(to), Place.of(now));
    }

    static Element of(EnumDescriptor was, EnumDescriptor now) {
        return new Element(now.getFullName(), Place.of(was), Place.of(now));
    }

    static Element of(EnumValueDescriptor was, EnumValueDescriptor now) {
        return new Element(name(now), Place.of(was), Place.of(now));
    }

    /** A value that its enum has no more. */
    static Element gone(EnumValueDescriptor was, EnumDescriptor from) {
        return new Element(name(was), Place.of(was), Place.of(from));
    }

    /** A value that its enum has now. */
    static Element added(EnumValueDescriptor now, EnumDescriptor to) {
        return new Element(name(now), Place.of(to), Place.of(now));
    }

    /** A map's entries have a key and a value; their type has a name that nobody wrote. */
    private static String name(FieldDescriptor field) {
        FieldDescriptor map = field.isExtension() ? null : MapEntries.mapOf(field.getContainingType());
        return map == null ? field.getFullName() : map.getFullName() + "." + field.getName();
    }

    /** In protobuf the full name of a value lacks the enum's. */
    private static String name(EnumValueDescriptor value) {
        return value.getType().getFullName() + "." + value.getName();
    }
}
