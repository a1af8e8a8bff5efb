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

    private final String javaPackage;
    private final Problems problems;

    private ProtobufClasses(FileDescriptor file, Problems problems) {
        javaPackage = GeneratorNames.getFileJavaPackage(file);
        this.problems = problems;
    }

    static void check(FileDescriptor file, Problems problems) {
        ProtobufClasses classes = new ProtobufClasses(file, problems);
        classes.checkFileClass(file);
        file.getMessageTypes().forEach(classes::check);
        file.getEnumTypes().forEach(classes::check);
    }

    private void checkFileClass(FileDescriptor file) {
        String name = GeneratorNames.getFileClassName(file);
        if (isPackage(name)) {
            problems.error(
                    Place.ofFileClass(file),
                    "file " + file.getName() + " becomes Java that does not compile, since its class " + name + " "
                            + hides(name) + "; set option java_outer_classname to another name");
        }
    }

    private void check(Descriptor message) {
        check(Place.of(message), "message " + message.getFullName(), message.getName(), message.getContainingType());
        if (message.getName().equals(BUILDER)) {
            report(
                    Place.of(message),
                    "message " + message.getFullName(),
                    "is named as the one that protobuf puts inside that of each message");
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
            report(
                    place,
                    "enum " + type.getFullName(),
                    "is named as the one that protobuf puts inside that of each message");
        }
    }

    private void check(Place place, String what, String name, @Nullable Descriptor container) {
        if (isPackage(name)) {
            report(place, what, hides(name));
        }
        for (Descriptor outer = container; outer != null; outer = outer.getContainingType()) {
            if (outer.getName().equals(name)) {
                report(place, what, "is named as one around it");
                return;
            }
        }
    }

    private boolean isPackage(String name) {
        return PACKAGES.contains(name) || name.equals(JavaNames.first(javaPackage));
    }

    private String hides(String name) {
        return "is where Java would look for packages such as " + example(name);
    }

    private String example(String name) {
        return switch (name) {
            case "com" -> "com.google.protobuf";
            case "java" -> "java.util";
            default -> javaPackage;
        };
    }

    private void report(Place place, String what, String why) {
        problems.error(place, what + " becomes Java that does not compile, since its class " + why + "; rename it");
    }
}
