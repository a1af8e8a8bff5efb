package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.stubject.proto.OptionsProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file that declares our options, under whatever path: it is known by the names of its extensions. */
public final class OptionsFile {
    private static final FileDescriptor OURS = OptionsProto.getDescriptor();

    /** Declarations in a file that are not what they are in ours, with what they are there. */
    private final Map<Place, String> differences = new LinkedHashMap<>();

    private OptionsFile() {}

    /** Whether a file declares our options, as ours does. */
    public static boolean isOurs(FileDescriptor file) {
        return !claimed(file).isEmpty() && differences(file).isEmpty();
    }

    /** Reports a file that has our options in another form: what is written with them would be read wrongly. */
    static void check(FileDescriptor file, Problems problems) {
        differences(file)
                .forEach((place, name) -> problems.error(
                        place,
                        name + " has the name of one of Stubject's options, but another number or type; import"
                                + " \"stubject/options.proto\" of stubject-proto instead, or choose another package"));
    }

    /** The extensions that have the full name of one of ours. */
    private static List<FieldDescriptor> claimed(FileDescriptor file) {
        return file.getPackage().equals(OURS.getPackage())
                ? file.getExtensions().stream()
                        .filter(extension -> OURS.findExtensionByName(extension.getName()) != null)
                        .toList()
                : List.of();
    }

    private static Map<Place, String> differences(FileDescriptor file) {
        OptionsFile compared = new OptionsFile();
        for (FieldDescriptor extension : claimed(file)) {
            FieldDescriptor ours = OURS.findExtensionByName(extension.getName());
            compared.compare(extension, ours, new ArrayList<>());
        }
        return compared.differences;
    }

    private void compare(FieldDescriptor theirs, FieldDescriptor ours, List<Descriptor> seen) {
        if (!sameDeclaration(theirs, ours)) {
            differences.put(Place.of(theirs), (theirs.isExtension() ? "extension " : "field ") + theirs.getFullName());
        } else if (theirs.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !theirs.isMapField()) {
            compare(theirs.getMessageType(), ours.getMessageType(), seen);
        }
    }

    /** A field that only one of them has is of another version, and does no harm where it is not used. */
    private void compare(Descriptor theirs, Descriptor ours, List<Descriptor> seen) {
        if (seen.contains(theirs)) {
            return;
        }
        seen.add(theirs);
        for (FieldDescriptor field : theirs.getFields()) {
            FieldDescriptor byNumber = ours.findFieldByNumber(field.getNumber());
            FieldDescriptor counterpart = byNumber == null ? ours.findFieldByName(field.getName()) : byNumber;
            if (counterpart != null) {
                compare(field, counterpart, seen);
            }
        }
    }

    private static boolean sameDeclaration(FieldDescriptor theirs, FieldDescriptor ours) {
        return theirs.getFullName().equals(ours.getFullName())
                && theirs.getNumber() == ours.getNumber()
                && theirs.getType() == ours.getType()
                && theirs.isRepeated() == ours.isRepeated()
                && theirs.getContainingType()
                        .getFullName()
                        .equals(ours.getContainingType().getFullName())
                && typeName(theirs).equals(typeName(ours));
    }

    private static String typeName(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? field.getMessageType().getFullName()
                : "";
    }
}
