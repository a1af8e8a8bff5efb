package io.github.stubject.cli;

import io.github.stubject.generator.permissions.Permissions;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what nats-server must allow. */
@Command(name = "permissions", description = "Prints what nats-server must allow those who use services.")
final class PermissionsCommand implements Callable<Integer> {
    @Mixin
    private final SchemaOptions schema = new SchemaOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "A service to print, by its full name or without the package; may be given several times."
                    + " By default all.")
    private List<String> services = new ArrayList<>();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "A role to print: ${COMPLETION-CANDIDATES}. May be given several times. By default all.")
    private List<Role> roles = new ArrayList<>();

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "What hosts and clients put before all subjects.")
    private @Nullable String prefix;

    @Option(
            names = "--parameter",
            paramLabel = "FIELD=VALUE",
            description = "The only value that a subject parameter may have, such as customer_id=alice; may be given"
                    + " several times. Others may be anything.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--inbox",
            paramLabel = "PREFIX",
            description = "Where answers come, as the connection's inboxPrefix says. By default _INBOX.")
    private @Nullable String inbox;

    @Option(
            names = "--consumer",
            paramLabel = "NAME",
            description = "What DurableOptions.named says in the listener of durable events.")
    private @Nullable String consumer;

    @Option(
            names = "--queue-group",
            paramLabel = "NAME",
            description = "The queue group of the listener to core events. By default none.")
    private @Nullable String queueGroup;

    @Option(
            names = "--dead-letters",
            paramLabel = "SUBJECT",
            description = "What DurableOptions.deadLetters says: how the subjects of dead letters begin.")
    private @Nullable String deadLetters;

    @Override
    public Integer call() throws CommandException {
        SchemaFiles files = schema.read();
        output.write(() -> Permissions.print(request(files)));
        return 0;
    }

    private PermissionsRequest request(SchemaFiles files) {
        PermissionsRequest.Builder request = PermissionsRequest.builder(files.descriptorSet(), files.names())
                .prefix(prefix)
                .inboxPrefix(inbox)
                .consumer(consumer)
                .queueGroup(queueGroup)
                .deadLetters(deadLetters);
        services.forEach(request::service);
        roles.forEach(request::role);
        parameters.forEach(request::parameter);
        return request.build();
    }
}
