package io.github.stubject.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** Prints what nats-server must allow those who use the services of the main protos. */
@Mojo(name = "permissions", requiresDependencyCollection = ResolutionScope.COMPILE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class PermissionsMojo extends AbstractServicesMojo {
    /** The services to print, by their full names or without the package. Default: all. */
    @Parameter(property = "stubject.permissions.services")
    private @Nullable List<String> services;

    /** The roles to print: client, service, publisher, subscriber, exporter, importer. Default: all. */
    @Parameter(property = "stubject.permissions.roles")
    private @Nullable List<String> roles;

    /** What hosts and clients put before all subjects. Default: nothing. */
    @Parameter(property = "stubject.permissions.prefix")
    private @Nullable String prefix;

    /** Subject parameters with the only value that each may have, as {@code customer_id=alice}. Others may be anything. */
    @Parameter(property = "stubject.permissions.parameters")
    private @Nullable List<String> parameters;

    /** Where answers come, as the connection's {@code inboxPrefix} says. Default: {@code _INBOX}. */
    @Parameter(property = "stubject.permissions.inbox")
    private @Nullable String inbox;

    /** What {@code DurableOptions.named} says in the listener of durable events. */
    @Parameter(property = "stubject.permissions.consumer")
    private @Nullable String consumer;

    /** The queue group of the listener to core events. Default: none. */
    @Parameter(property = "stubject.permissions.queueGroup")
    private @Nullable String queueGroup;

    /** What {@code DurableOptions.deadLetters} says: how the subjects of dead letters begin. Default: there are none. */
    @Parameter(property = "stubject.permissions.deadLetters")
    private @Nullable String deadLetters;

    /** A file to write to. Default: standard output. */
    @Parameter(property = "stubject.permissions.outputFile")
    private @Nullable File outputFile;

    @Inject
    public PermissionsMojo(RepositorySystem repositories) {
        super(repositories);
    }

    @Override
    String purpose() {
        return "print permissions";
    }

    @Override
    void run() throws IOException, MojoFailureException {
        SchemaReading reading = reading();
        Schema schema = reading.read("Printing the permissions of");
        if (schema.names().isEmpty()) {
            reading.tellNothing("No permissions to print");
        } else if (schema.hasServices()) {
            print(text(schema));
        } else {
            getLog().info("No permissions to print: there are no services in the protos.");
        }
    }

    private String text(Schema schema) throws MojoFailureException {
        return new PermissionsText(schema, services, roles, parameters)
                .of(request -> request.prefix(prefix)
                        .inboxPrefix(inbox)
                        .consumer(consumer)
                        .queueGroup(queueGroup)
                        .deadLetters(deadLetters));
    }

    private void print(String text) throws IOException {
        if (outputFile == null) {
            // Not by the log, whose lines begin with a level: this is for pasting, and for mvn -q.
            System.out.print(text);
            System.out.flush();
            return;
        }
        Path file = outputFile.toPath();
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(file, text);
        getLog().info("Wrote " + module().show(file) + ".");
    }
}
