package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.proto.MethodOptions;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.ServiceOptions;
import java.util.regex.Pattern;

/** Checks the values of options that stand for themselves; subjects, events and Java packages have checks of their own. */
final class OptionCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    /** Semantic Versioning 2.0.0. */
    private static final Pattern VERSION = semanticVersion();

    /** Printable ASCII but blank, {@code *} and {@code >}. */
    private static final Pattern QUEUE_GROUP = Pattern.compile("[!-~&&[^*>]]+");

    private OptionCheck() {}

    private static Pattern semanticVersion() {
        String number = "(0|[1-9][0-9]*)";
        String label = "(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
        String build = "[0-9A-Za-z-]+";
        return Pattern.compile(number + "\\." + number + "\\." + number + "(-" + label + "(\\." + label + ")*)?(\\+"
                + build + "(\\." + build + ")*)?");
    }

    static void check(ServiceDescriptor service, Problems problems) {
        ServiceOptions options = service.getOptions().getExtension(OptionsProto.service);
        if (options.hasName() && !NAME.matcher(options.getName()).matches()) {
            problems.error(
                    Place.ofOption(service, ServiceOptions.NAME_FIELD_NUMBER),
                    ofService(service) + "name \"" + options.getName()
                            + "\" is not one that discovery allows; use letters, digits, '-' and '_', at least one");
        }
        if (options.hasVersion() && !VERSION.matcher(options.getVersion()).matches()) {
            problems.error(
                    Place.ofOption(service, ServiceOptions.VERSION_FIELD_NUMBER),
                    ofService(service) + "version \"" + options.getVersion()
                            + "\" is no semantic version, which discovery wants; write it like \"1.4.0\"");
        }
        if (options.hasQueueGroup()) {
            checkQueueGroup(
                    Place.ofOption(service, ServiceOptions.QUEUE_GROUP_FIELD_NUMBER),
                    ofService(service),
                    options.getQueueGroup(),
                    problems);
        }
        if (options.hasTimeoutMs()) {
            checkTimeout(
                    Place.ofOption(service, ServiceOptions.TIMEOUT_MS_FIELD_NUMBER),
                    ofService(service),
                    options.getTimeoutMs(),
                    problems);
        }
        service.getMethods().stream()
                .filter(method -> !Events.isEvent(method))
                .forEach(method -> check(method, options, problems));
    }

    private static String ofService(ServiceDescriptor service) {
        return "service " + service.getFullName() + ": ";
    }

    private static String ofMethod(MethodDescriptor method) {
        return "method " + method.getFullName() + ": ";
    }

    private static void check(MethodDescriptor method, ServiceOptions ofService, Problems problems) {
        MethodOptions options = method.getOptions().getExtension(OptionsProto.method);
        if (options.hasQueueGroup()) {
            checkQueueGroup(
                    Place.ofOption(method, MethodOptions.QUEUE_GROUP_FIELD_NUMBER),
                    ofMethod(method),
                    options.getQueueGroup(),
                    problems);
        }
        if (method.isClientStreaming() || method.isServerStreaming()) {
            checkStreamsQueueGroup(method, options, ofService, problems);
        }
        if (options.hasTimeoutMs()) {
            checkTimeout(
                    Place.ofOption(method, MethodOptions.TIMEOUT_MS_FIELD_NUMBER),
                    ofMethod(method),
                    options.getTimeoutMs(),
                    problems);
        }
    }

    private static void checkQueueGroup(Place place, String whose, String group, Problems problems) {
        if (!QUEUE_GROUP.matcher(group).matches()) {
            problems.error(
                    place,
                    whose + "queue_group \"" + group
                            + "\" is not one that NATS allows; use printable ASCII without blank, '*'"
                            + " and '>', or \"none\" for no group");
        }
    }

    private static void checkStreamsQueueGroup(
            MethodDescriptor method, MethodOptions options, ServiceOptions ofService, Problems problems) {
        boolean own = options.hasQueueGroup();
        if (!(own ? options.getQueueGroup() : ofService.getQueueGroup()).equals(MethodModel.NO_QUEUE_GROUP)) {
            return;
        }
        Place groupOfService = Place.ofOption(method.getService(), ServiceOptions.QUEUE_GROUP_FIELD_NUMBER);
        problems.error(
                own ? Place.ofOption(method, MethodOptions.QUEUE_GROUP_FIELD_NUMBER) : Place.of(method),
                "method " + method.getFullName() + " streams, and queue_group \"none\""
                        + (own ? "" : " of its service (" + problems.show(groupOfService) + ")")
                        + " would let every instance answer; streams need a queue group, so "
                        + (own ? "name one, or remove the option for \"q\"" : "give the method one, such as \"q\""));
    }

    private static void checkTimeout(Place place, String whose, int millis, Problems problems) {
        if (millis == 0) {
            problems.error(
                    place,
                    whose + "timeout_ms is 0, so every call would fail; give a number of milliseconds, or remove the"
                            + " option to have the default");
        }
    }
}
