package io.github.stubject.cli;

import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.permissions.Permissions;
import io.github.stubject.generator.permissions.PermissionsRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what nats-server must allow. */
@Command(name = "permissions", description = "Prints what nats-server must allow those who use services.")
final class PermissionsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    private final SchemaOptions schema = new SchemaOptions();

    @Override
    public Integer call() throws CommandException {
        SchemaFiles files = schema.read();
        try {
            print(Permissions.print(new PermissionsRequest(files.descriptorSet(), files.names())));
            return 0;
        } catch (SchemaException e) {
            throw CommandException.of(e);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private void print(String text) {
        if (command != null) {
            command.commandLine().getOut().print(text);
            command.commandLine().getOut().flush();
        }
    }
}
