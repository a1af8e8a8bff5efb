package io.github.stubject.generator.internal.permissions;

import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.internal.reader.FixedSubject;
import io.github.stubject.generator.internal.reader.MissingServices;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.proto.SubjectTemplate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that a request names what there is, and values that NATS takes. */
public final class RequestCheck {
    private static final Pattern CONSUMER = Pattern.compile("[A-Za-z0-9_-]+");

    /** As the option queue_group has it. */
    private static final Pattern QUEUE_GROUP = Pattern.compile("[!-~&&[^*>]]+");

    private final List<String> faults = new ArrayList<>();

    private RequestCheck() {}

    /**
     * The services that the request is about, in the order of the schema.
     *
     * @throws IllegalArgumentException with all that is wrong with the request, one a line
     */
    public static List<ServiceModel> chosen(PermissionsRequest request, List<ServiceModel> services) {
        RequestCheck check = new RequestCheck();
        List<ServiceModel> chosen = check.choose(request, services);
        check.checkParameters(request, chosen);
        check.checkSubject("prefix", request.prefix());
        check.checkInbox(request.inboxPrefix());
        check.checkName("consumer", request.consumer(), CONSUMER, "letters, digits, '-' and '_'");
        check.checkName("queue group", request.queueGroup(), QUEUE_GROUP, "printable ASCII without blank, '*' and '>'");
        check.checkSubject("beginning of dead letters' subjects", request.deadLetters());
        if (!check.faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", check.faults));
        }
        return chosen;
    }

    private List<ServiceModel> choose(PermissionsRequest request, List<ServiceModel> services) {
        Set<String> names = request.services();
        if (services.isEmpty()) {
            faults.add(MissingServices.in(request.files()));
        }
        for (String name : names) {
            if (services.stream().noneMatch(service -> isNamed(service, name))) {
                faults.add("there is no service \"" + name + "\"; there are: "
                        + list(services.stream().map(ServiceModel::fullName).toList()));
            }
        }
        return services.stream()
                .filter(service -> names.isEmpty() || names.stream().anyMatch(name -> isNamed(service, name)))
                .toList();
    }

    private static boolean isNamed(ServiceModel service, String name) {
        return service.fullName().equals(name) || simpleName(service).equals(name);
    }

    private static String simpleName(ServiceModel service) {
        return service.fullName().substring(service.fullName().lastIndexOf('.') + 1);
    }

    private void checkParameters(PermissionsRequest request, List<ServiceModel> services) {
        Set<String> there = new TreeSet<>();
        for (ServiceModel service : services) {
            Stream.concat(
                            service.methods().stream().map(MethodModel::subject),
                            service.events().stream().map(EventModel::subject))
                    .forEach(subject ->
                            there.addAll(SubjectTemplate.parse(subject).parameters()));
        }
        request.parameters().forEach((path, value) -> {
            String fault = SubjectTemplate.faultOf(value);
            if (!there.contains(path)) {
                faults.add("no subject has the parameter \"" + path + "\"; there are: " + list(there));
            } else if (fault != null) {
                faults.add("the value of parameter \"" + path + "\" cannot be part of a subject: it " + fault);
            }
        });
    }

    private static String list(Collection<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private void checkSubject(String what, @Nullable String text) {
        String fault = text == null ? null : FixedSubject.faultOf(what, text);
        if (fault != null) {
            faults.add(fault);
        }
    }

    private void checkInbox(@Nullable String prefix) {
        if (prefix == null) {
            return;
        }
        for (String token : prefix.split("\\.", -1)) {
            String fault = SubjectTemplate.faultOf(token);
            if (fault != null) {
                faults.add("the inbox prefix \"" + prefix + "\" " + fault + "; write it like _INBOX_alice");
                return;
            }
        }
    }

    private void checkName(String what, @Nullable String name, Pattern allowed, String inWords) {
        if (name != null && !allowed.matcher(name).matches()) {
            faults.add("the " + what + " \"" + name + "\" is not allowed; use " + inWords);
        }
    }
}
