package io.github.stubject.maven;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.generator.Problem;
import io.github.stubject.generator.SchemaException;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;

/**
 * What protoc made of protos.
 *
 * @param descriptorSet a serialized {@code FileDescriptorSet} with them and all that they import
 * @param names the import names of those that the goal is about
 * @param importPath where they are
 * @param said what protoc printed: warnings
 */
// The bytes are read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Schema(byte[] descriptorSet, Set<String> names, ImportPath importPath, List<String> said) {
    /** Of a module without protos. */
    static Schema empty(ModulePaths module) {
        return new Schema(new byte[0], Set.of(), new ImportPath(List.of(), module), List.of());
    }

    boolean hasServices() throws InvalidProtocolBufferException {
        for (FileDescriptorProto file :
                FileDescriptorSet.parseFrom(descriptorSet).getFileList()) {
            if (names.contains(file.getName()) && file.getServiceCount() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The same problem, with the file as the people see it who work on the module. */
    Problem locate(Problem problem) {
        return new Problem(importPath.locate(problem.file()), problem.line(), problem.column(), problem.message());
    }

    private String line(Problem problem) {
        // The one thing that is wrong without a file.
        return problem.file().isEmpty()
                ? "<javaPackage>: " + problem.message()
                : locate(problem).toString();
    }

    /** For protos that cannot be served as they are. */
    MojoFailureException refuse(SchemaException e) {
        List<String> lines = e.problems().stream().map(this::line).toList();
        return new MojoFailureException(
                Lines.join("The protos have " + Lines.count(lines.size(), "problem") + ":", lines, ""));
    }
}
