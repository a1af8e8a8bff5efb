package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.GeneratorNames;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks for names of messages and enums of which protobuf makes Java that does not compile. */
final class ProtobufClasses {
    /** The class inside each message's. */
    private static final String BUILDER = "Builder";

    /** Where the packages begin that protobuf's code spells out; its own comes to them. */
    private static final Set<String> PACKAGES = Set.of("com", "java");

    private final String ownPackage;
    private final Problems problems;

    private ProtobufClasses(FileDescriptor file, Problems problems) {
        ownPackage = JavaNames.first(GeneratorNames.getFileJavaPackage(file));
        this.problems = problems;
    }

    static void check(FileDescriptor file, Problems problems) {
        ProtobufClasses classes = new ProtobufClasses(file, problems);
        file.getMessageTypes().forEach(classes::check);
        file.getEnumTypes().forEach(classes::check);
    }

    private void check(Descriptor message) {
        check(Place.of(message), "message " + message.getFullName(), message.getName(), message.getContainingType());
        if (message.getName().equals(BUILDER)) {
            report(Place.of(message), "message " + message.getFullName(), "has the name of the class inside its own");
        }
        if (!message.getOptions().getMapEntry()) {
            message.getNestedTypes().forEach(this::check);
            message.getEnumTypes().forEach(this::check);
        }
    }

    private void check(EnumDescriptor type) {
        Descriptor outer = type.getContainingType();
        Place place = Place.of(type);
        check(place, "enum " + type.getFullName(), type.getName(), outer);
        if (outer != null && type.getName().equals(BUILDER)) {
            report(place, "enum " + type.getFullName(), "has the name of another class inside its message's");
        }
    }

    private void check(Place place, String what, String name, @Nullable Descriptor container) {
        if (PACKAGES.contains(name) || name.equals(ownPackage)) {
            report(place, what, "hides the packages that begin so");
        }
        for (Descriptor outer = container; outer != null; outer = outer.getContainingType()) {
            if (outer.getName().equals(name)) {
                report(place, what, "has the name of the class around it");
                return;
            }
        }
    }

    private void report(Place place, String what, String why) {
        problems.error(place, what + " is no Java that compiles, since its class " + why + "; rename it");
    }
}
