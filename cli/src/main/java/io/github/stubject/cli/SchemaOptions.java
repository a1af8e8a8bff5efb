package io.github.stubject.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which protos a sub-command is about: a mixin for all that read some. */
final class SchemaOptions {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Parameters(
            paramLabel = "FILE.proto",
            arity = "0..*",
            description = "The protos with the services. With a descriptor set: those of its files to look at, named as"
                    + " there; by default all that have services.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-I", "--proto-path"},
            paramLabel = "DIR",
            description = "Where protos and what they import are; may be given several times. By default the current"
                    + " directory. Stubject's options and protobuf's own protos are there by themselves.")
    private List<Path> protoPath = new ArrayList<>();

    @Option(
            names = "--protoc",
            paramLabel = "PROTOC",
            description = "The protoc that reads the protos; by default the one on the PATH.")
    private @Nullable Path protoc;

    @Option(
            names = "--descriptor-set",
            paramLabel = "FILE",
            description = "What protoc has read before, in place of protos: written with"
                    + " protoc --include_imports --include_source_info -o FILE.")
    private @Nullable Path descriptorSet;

    /**
     * Reads them.
     *
     * @throws ParameterException if the options do not say which
     */
    SchemaFiles read() throws CommandException {
        if (descriptorSet != null) {
            if (!protoPath.isEmpty() || protoc != null) {
                throw misused("--descriptor-set is in place of protos, so --proto-path and --protoc have no use");
            }
            return DescriptorSets.read(descriptorSet, files);
        }
        if (files.isEmpty()) {
            throw misused("name the protos, or a --descriptor-set");
        }
        return DescriptorSets.compile(protoc == null ? Path.of("protoc") : protoc, protoPath, files);
    }

    private ParameterException misused(String why) {
        if (command == null) {
            throw new IllegalStateException(why);
        }
        return new ParameterException(command.commandLine(), why);
    }
}
