package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.GeneratorNames;
import io.github.stubject.generator.internal.model.JavaType;
import java.util.List;

/**
 * Checks that protobuf's class of a file finds the files that this one imports: it spells their packages out, and a class
 * beside it may have the first name of one.
 */
final class ImportCheck {
    private final FileDescriptor file;
    private final String javaPackage;
    private final TypeNames names;
    private final Problems problems;

    private ImportCheck(FileDescriptor file, TypeNames names, Problems problems) {
        this.file = file;
        this.names = names;
        this.problems = problems;
        javaPackage = GeneratorNames.getFileJavaPackage(file);
    }

    static void check(FileDescriptor file, TypeNames names, Problems problems) {
        new ImportCheck(file, names, problems).check();
    }

    private void check() {
        List<FileDescriptor> imports = file.getDependencies();
        for (int i = 0; i < imports.size(); i++) {
            String imported = GeneratorNames.getFileJavaPackage(imports.get(i));
            String first = JavaNames.first(imported);
            if (!isCheckedElsewhere(first) && names.in(javaPackage).contains(first)) {
                JavaType hiding = new JavaType(javaPackage, first);
                problems.error(
                        Place.of(file).in(FileDescriptorProto.DEPENDENCY_FIELD_NUMBER, i),
                        "file " + file.getName() + " imports " + imports.get(i).getName() + " with the Java package "
                                + imported + ", and Java would look for that in the class " + hiding + " of "
                                + names.holder(hiding, problems) + "; rename the latter");
            }
        }
    }

    /** By {@link ProtobufClasses}, which needs no import for them. */
    private boolean isCheckedElsewhere(String first) {
        return List.of("com", "java", JavaNames.first(javaPackage)).contains(first);
    }
}
