package io.github.stubject.cli;

import java.util.Objects;

/** What a person is told who starts the tool by hand. */
final class Usage {
    private Usage() {}

    static String text() {
        return """
                %s: typed NATS services for Java from .proto files, as a plugin of protoc.

                  protoc --plugin=protoc-gen-stubject=<this file> --java_out=<dir> --stubject_out=<dir> <protos>

                starts it without arguments, with a request on standard input. On Windows, <this file> is a .bat with

                  @java -jar <this file> %%*

                Parameters, as --stubject_opt=<name>=<value>:
                %s

                Commands, of which each tells more with --help:
                %s

                Options:
                  --help     this text
                  --version  the version""".formatted(version(), PluginParameters.DESCRIPTION.indent(2).stripTrailing(), SubCommands.list());
    }

    static String version() {
        // Only the jar has one.
        String version = Usage.class.getPackage().getImplementationVersion();
        return SubCommands.TOOL + " " + Objects.requireNonNullElse(version, "(unpackaged)");
    }
}
