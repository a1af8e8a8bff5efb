package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.GeneratorNames;
import io.github.stubject.generator.internal.model.JavaType;
import io.github.stubject.generator.internal.model.ServiceTypes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All top-level classes that come from a schema: protoc's, and ours beside them. */
final class TypeNames {
    /** The end of a message about a class that cannot be where it would be. */
    static final String ELSEWHERE =
            "put the generated classes into another Java package with option (stubject.service).java_package, or, if"
                    + " the proto is not yours, with <javaPackage> of the Maven plugin or java_package of the protoc plugin";

    /** By canonical name in lower case: file systems of macOS and Windows keep no two that differ only there. */
    private final Map<String, Owner> owners = new HashMap<>();

    /** A file in each Java package, and in those below it. */
    private final Map<String, Place> packages = new HashMap<>();

    private final Map<String, Set<String>> namesByPackage = new HashMap<>();

    /** What was asked for: each service asks for the names around it, and schemas can be large. */
    private final Map<String, Set<String>> copies = new HashMap<>();

    /** Who has a class: as the start of a sentence, and where. */
    private record Owner(JavaType type, String description, Place place) {
        String show(Problems problems) {
            return description + " (" + problems.show(place) + ")";
        }
    }

    TypeNames(Collection<FileDescriptor> files) {
        files.forEach(this::addFile);
    }

    static JavaType of(Descriptor message) {
        return of(message.getFile(), GeneratorNames.getBytecodeClassName(message));
    }

    static JavaType of(EnumDescriptor type) {
        return of(type.getFile(), GeneratorNames.getBytecodeClassName(type));
    }

    private static JavaType of(FileDescriptor file, String bytecodeName) {
        String javaPackage = GeneratorNames.getFileJavaPackage(file);
        String inPackage = javaPackage.isEmpty() ? bytecodeName : bytecodeName.substring(javaPackage.length() + 1);
        return new JavaType(javaPackage, List.of(inPackage.split("\\$")));
    }

    /** The simple names of the classes in a Java package, once all services were checked. */
    Set<String> in(String javaPackage) {
        return copies.computeIfAbsent(javaPackage, name -> Set.copyOf(namesByPackage.getOrDefault(name, Set.of())));
    }

    private void addFile(FileDescriptor file) {
        String javaPackage = GeneratorNames.getFileJavaPackage(file);
        addPackage(javaPackage, Place.of(file));
        add(javaPackage, GeneratorNames.getFileClassName(file), "file " + file.getName(), Place.ofFileClass(file));
        file.getMessageTypes().stream()
                .filter(message -> !GeneratorNames.getNestInFileClass(message))
                .forEach(message -> {
                    String description = "message " + message.getFullName();
                    add(javaPackage, message.getName(), description, Place.of(message));
                    add(javaPackage, message.getName() + "OrBuilder", description, Place.of(message));
                });
        file.getEnumTypes().stream()
                .filter(type -> !GeneratorNames.getNestInFileClass(type))
                .forEach(type -> add(javaPackage, type.getName(), "enum " + type.getFullName(), Place.of(type)));
        if (file.getOptions().getJavaGenericServices()) {
            file.getServices().stream()
                    .filter(GenericServices::isTopLevel)
                    .forEach(service -> add(
                            javaPackage,
                            service.getName(),
                            "option java_generic_services of " + file.getName(),
                            Place.ofOption(file, FileOptions.JAVA_GENERIC_SERVICES_FIELD_NUMBER)));
        }
    }

    private void addPackage(String javaPackage, Place place) {
        for (int end = javaPackage.length(); end > 0; end = javaPackage.lastIndexOf('.', end - 1)) {
            packages.putIfAbsent(javaPackage.substring(0, end), place);
        }
    }

    private void add(String javaPackage, String name, String description, Place place) {
        JavaType type = new JavaType(javaPackage, name);
        putIfAbsent(new Owner(type, description, place));
    }

    private @Nullable Owner putIfAbsent(Owner owner) {
        JavaType type = owner.type();
        namesByPackage
                .computeIfAbsent(type.javaPackage(), javaPackage -> new HashSet<>())
                .add(type.topLevelName());
        return owners.putIfAbsent(key(type), owner);
    }

    private static String key(JavaType type) {
        return type.toString().toLowerCase(Locale.ROOT);
    }

    /** Adds the classes of the services, and reports those that somebody has already: for each such owner one. */
    void check(List<ServiceDescriptor> services, JavaPackages packages, Problems problems) {
        services.forEach(service -> addPackage(packages.of(service), Place.of(service)));
        for (ServiceDescriptor service : services) {
            String description = "service " + service.getFullName();
            Set<Place> reported = new HashSet<>();
            ServiceTypes types = ServiceTypes.of(packages.of(service), service.getName());
            for (JavaType type : types.of(Events.hasCalls(service), Events.hasEvents(service))) {
                Owner owner = new Owner(type, description, Place.of(service));
                Owner other = putIfAbsent(owner);
                if (other != null && reported.add(other.place())) {
                    problems.error(owner.place(), clash(owner, other, problems));
                }
                Place inPackage = this.packages.get(type.toString());
                if (inPackage != null) {
                    problems.error(
                            owner.place(),
                            description + " needs the class " + type + ", but that is the name of a Java package too ("
                                    + problems.show(inPackage) + "), and Java cannot tell them apart; " + ELSEWHERE);
                }
            }
        }
    }

    /** Who has the class, and where. */
    String holder(JavaType type, Problems problems) {
        return Objects.requireNonNull(owners.get(key(type))).show(problems);
    }

    private static String clash(Owner owner, Owner other, Problems problems) {
        String needs = owner.description() + " needs the class " + owner.type() + ", which ";
        String holder = other.show(problems);
        String clash = owner.type().equals(other.type())
                ? holder + " has already"
                : "differs only in case from " + other.type() + " of " + holder
                        + ", and some file systems keep just one of" + " their files";
        return needs + clash + "; " + ELSEWHERE;
    }
}
