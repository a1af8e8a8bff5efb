package io.github.stubject.generator.internal.permissions;

import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Prints what services need, role by role, with what a reader must know before each. */
public final class PermissionsPrinter {
    private static final List<String> HEAD = List.of(
            "For the configuration of nats-server: what each role needs, and no more. A user or an account with several",
            "roles gets the entries of all. A line with # at the margin is optional: take the # away to have it.");

    private final PermissionsRequest request;
    private final Subjects subjects;
    private final List<String> lines = new ArrayList<>();

    private PermissionsPrinter(PermissionsRequest request) {
        this.request = request;
        this.subjects = new Subjects(request);
    }

    /** The text for these services, in their order. */
    public static String print(List<ServiceModel> services, PermissionsRequest request) {
        PermissionsPrinter printer = new PermissionsPrinter(request);
        HEAD.forEach(printer::comment);
        for (ServiceModel service : services) {
            request.roles().forEach(role -> printer.print(service, role));
        }
        return String.join("\n", printer.lines) + "\n";
    }

    /** What one service needs in one role, without a title; empty if there is nobody in that role. */
    public static Optional<String> print(ServiceModel service, Role role, PermissionsRequest request) {
        if (!isThere(service, role)) {
            return Optional.empty();
        }
        PermissionsPrinter printer = new PermissionsPrinter(request);
        printer.printBlock(service, role);
        return Optional.of(String.join("\n", printer.lines) + "\n");
    }

    private void print(ServiceModel service, Role role) {
        lines.add("");
        String title = service.fullName() + ", " + role.name().toLowerCase(Locale.ROOT) + ": ";
        if (!isThere(service, role)) {
            comment(title + "nobody, since it has no " + (isForEvents(role) ? "events." : "calls."));
            return;
        }
        comment(title + what(role) + ".");
        printBlock(service, role);
    }

    private void printBlock(ServiceModel service, Role role) {
        notes(service, role).forEach(this::comment);
        lines.addAll(block(service, role).lines());
    }

    private static boolean isForEvents(Role role) {
        return role == Role.PUBLISHER || role == Role.SUBSCRIBER;
    }

    private static boolean isForCalls(Role role) {
        return role == Role.CLIENT || role == Role.SERVICE;
    }

    private static boolean isThere(ServiceModel service, Role role) {
        return isForEvents(role) ? service.hasEvents() : !isForCalls(role) || service.hasCalls();
    }

    /** Who is in a role, in a few words. */
    public static String what(Role role) {
        return switch (role) {
            case CLIENT -> "a user that calls it";
            case SERVICE -> "a user that serves it";
            case PUBLISHER -> "a user that publishes its events";
            case SUBSCRIBER -> "a user that listens to its events";
            case EXPORTER -> "an account with the users that serve it and publish its events, for other accounts";
            case IMPORTER -> "another account, with users that call it and listen to its events";
        };
    }

    private Block block(ServiceModel service, Role role) {
        CallRoles calls = new CallRoles(service, subjects);
        EventRoles events = new EventRoles(service, subjects, request);
        AccountRoles accounts = new AccountRoles(service, subjects);
        return switch (role) {
            case CLIENT -> calls.client();
            case SERVICE -> calls.service();
            case PUBLISHER -> events.publisher();
            case SUBSCRIBER -> events.subscriber();
            case EXPORTER -> accounts.exporter();
            case IMPORTER -> accounts.importer();
        };
    }

    /** What nobody has said, and what does not hold for all. */
    private List<String> notes(ServiceModel service, Role role) {
        List<String> notes = new ArrayList<>();
        request.parameters().keySet().forEach(path -> {
            List<String> others = without(path, service, role);
            if (!others.isEmpty()) {
                notes.add("Not limited by " + path + ", which is not in their subject: " + String.join(", ", others)
                        + ".");
            }
        });
        switch (role) {
            case SUBSCRIBER -> addConsumerNotes(service, notes);
            case EXPORTER -> addExportNotes(service, notes);
            case IMPORTER -> notes.add(AccountRoles.ACCOUNT + " stands for the name of the exporting account.");
            default -> {}
        }
        return notes;
    }

    private void addConsumerNotes(ServiceModel service, List<String> notes) {
        if (!hasDurableEvents(service)) {
            return;
        }
        if (request.consumer() == null) {
            notes.add(Consumers.UNNAMED + " stands for the name in DurableOptions.named, which was not given.");
        }
        if (request.deadLetters() == null) {
            notes.add("Without dead letters, whose subject was not given.");
        }
    }

    private static void addExportNotes(ServiceModel service, List<String> notes) {
        notes.add("Any account can import it; accounts: [ NAME ] in an entry limits that to some.");
        if (service.methods().stream()
                .anyMatch(method -> !CallRoles.isUnary(method) && !Times.needsThreshold(method))) {
            notes.add(
                    "A stream from which nothing comes for 2 minutes is lost, unless its entry has a longer threshold.");
        }
        if (hasDurableEvents(service)) {
            notes.add("Consumers of durable events stay in the account that has the stream.");
        }
    }

    private static boolean hasDurableEvents(ServiceModel service) {
        return service.events().stream().anyMatch(event -> event.durable() != null);
    }

    /** The methods whose subject does not have the parameter, of those that the role is about. */
    private static List<String> without(String path, ServiceModel service, Role role) {
        Stream<String> calls = service.methods().stream()
                .filter(method -> !isForEvents(role) && !Subjects.hasParameter(method.subject(), path))
                .map(MethodModel::protoName);
        Stream<String> events = service.events().stream()
                .filter(event -> !isForCalls(role) && !Subjects.hasParameter(event.subject(), path))
                .map(EventModel::protoName);
        return Stream.concat(calls, events).toList();
    }

    private void comment(String text) {
        lines.add("# " + text);
    }
}
