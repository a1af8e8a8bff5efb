package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.GeneratorNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks that Java can name the classes of services and of their messages: javac would only say that it cannot. */
final class JavaFileCheck {
    /** File systems take 255 bytes; {@code ListenerAsync.java} comes behind it. */
    private static final int LONGEST_NAME = 230;

    /** Where the packages begin that generated code, protobuf's included, spells out in places. */
    private static final Map<String, String> PACKAGES =
            Map.of("com", "com.google.protobuf", "io", "io.github.stubject.runtime", "java", "java.util");

    private JavaFileCheck() {}

    static void check(List<ServiceDescriptor> services, JavaPackages packages, Problems problems) {
        services.stream()
                .flatMap(service -> Stream.concat(Stream.of(service), messages(service)))
                .map(GenericDescriptor::getFile)
                .distinct()
                .forEach(file -> check(file, problems));
        services.forEach(service -> checkName(service, problems));
        services.forEach(service -> checkHidden(service, packages.of(service), problems));
        services.stream().flatMap(JavaFileCheck::messages).distinct().forEach(message -> checkName(message, problems));
        services.stream()
                .map(ServiceDescriptor::getMethods)
                .flatMap(List::stream)
                .forEach(method -> checkForMapEntry(method, problems));
    }

    private static Stream<Descriptor> messages(ServiceDescriptor service) {
        return service.getMethods().stream()
                .flatMap(method -> Stream.of(method.getInputType(), method.getOutputType()));
    }

    private static void check(FileDescriptor file, Problems problems) {
        String javaPackage = GeneratorNames.getFileJavaPackage(file);
        Place place = file.getOptions().hasJavaPackage()
                ? Place.ofOption(file, FileOptions.JAVA_PACKAGE_FIELD_NUMBER)
                : Place.of(file).in(FileDescriptorProto.PACKAGE_FIELD_NUMBER);
        if (javaPackage.isEmpty()) {
            problems.error(
                    place,
                    "file " + file.getName()
                            + " puts its classes into Java's unnamed package, from which nothing can be"
                            + " imported; add option java_package = \"com.example\"");
        } else if (!JavaNames.isPackage(javaPackage)) {
            problems.error(
                    place,
                    "file " + file.getName() + " puts its classes into \"" + javaPackage
                            + "\", which is no Java package, since " + JavaNames.faultOfPackage(javaPackage)
                            + "; set option java_package to one such as \"com.acme.hello\"");
        }
        ProtobufClasses.check(file, problems);
        String fileClass = GeneratorNames.getFileClassName(file);
        if (fileClass.indexOf('$') >= 0) {
            problems.error(
                    Place.ofFileClass(file),
                    "file " + file.getName() + " would have the class \"" + fileClass
                            + "\", and '$' is for the names of classes inside others; set option"
                            + " java_outer_classname to a name without it");
        } else if (!JavaNames.isType(fileClass)) {
            problems.error(
                    Place.ofFileClass(file),
                    "file " + file.getName() + " would have the class \"" + fileClass
                            + "\", which Java does not allow as a name; set option java_outer_classname to another");
        }
    }

    private static void checkName(ServiceDescriptor service, Problems problems) {
        if (!JavaNames.isType(service.getName())) {
            problems.error(
                    Place.of(service),
                    "service " + service.getFullName() + " has a name that Java does not allow for a class; rename it");
        }
        if (service.getName().length() > LONGEST_NAME) {
            problems.error(
                    Place.of(service),
                    "service " + service.getFullName() + " has a name of "
                            + service.getName().length()
                            + " letters, too long for the names of its files; rename it to one of at most "
                            + LONGEST_NAME);
        }
    }

    /** A class hides packages that begin with its name from the classes beside it, and from itself. */
    private static void checkHidden(ServiceDescriptor service, String javaPackage, Problems problems) {
        String name = service.getName();
        if (PACKAGES.containsKey(name)) {
            problems.error(
                    Place.of(service),
                    "service " + service.getFullName() + " would have the class " + name
                            + ", and Java would look into it for packages such as " + PACKAGES.get(name)
                            + "; rename it");
        } else if (name.equals(JavaNames.first(javaPackage))) {
            problems.error(
                    Place.of(service),
                    "service " + service.getFullName() + " would have the class " + javaPackage + "." + name
                            + ", and Java would look into it for the package " + name + "; "
                            + TypeNames.ELSEWHERE);
        }
    }

    private static void checkForMapEntry(MethodDescriptor method, Problems problems) {
        Stream.of(method.getInputType(), method.getOutputType())
                .filter(message -> message.getOptions().getMapEntry())
                .forEach(entry -> problems.error(
                        Place.of(method),
                        "method " + method.getFullName() + " has the message " + entry.getFullName()
                                + ", the entry of a map, of which protobuf makes no class; use a message of your own"));
    }

    private static void checkName(Descriptor message, Problems problems) {
        for (Descriptor type = message; type != null; type = type.getContainingType()) {
            if (!JavaNames.isType(type.getName())) {
                problems.error(
                        Place.of(type),
                        "message " + type.getFullName()
                                + " has a name that Java does not allow for a class; rename it");
            }
        }
    }
}
