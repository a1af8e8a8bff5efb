package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Empty;
import io.github.stubject.proto.DurableOptions;
import io.github.stubject.proto.EventOptions;
import io.github.stubject.proto.MethodOptions;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.ServiceOptions;
import java.util.regex.Pattern;

/** Checks events: their shape, their options, and that they have none that would do nothing. */
public final class EventCheck {
    private static final int MOST_PARTITIONS = 1024;

    /** Printable ASCII but what JetStream refuses, as long as JetStream takes. */
    private static final Pattern STREAM = Pattern.compile("[!-~&&[^.*>/\\\\]]{1,255}");

    private static final String CHOSEN_BY_LISTENERS =
            "listeners choose their queue group with SubscribeOptions.withQueueGroup";

    private static final String CHOSEN_BY_PUBLISHERS =
            "publishers say with PublishOptions.withTimeout how long they wait for a stream";

    private final MethodDescriptor method;
    private final MethodOptions options;
    private final DurableOptions durable;
    private final Problems problems;

    private EventCheck(MethodDescriptor method, Problems problems) {
        this.method = method;
        this.problems = problems;
        options = method.getOptions().getExtension(OptionsProto.method);
        durable = options.getEvent().getDurable();
    }

    /** Checks the events of a service. */
    public static void check(ServiceDescriptor service, Problems problems) {
        if (!Events.hasCalls(service)) {
            checkForNothing(service, problems);
        }
        service.getMethods().stream()
                .filter(Events::isEvent)
                .forEach(method -> new EventCheck(method, problems).check());
    }

    private static void checkForNothing(ServiceDescriptor service, Problems problems) {
        ServiceOptions options = service.getOptions().getExtension(OptionsProto.service);
        String why = " is for calls, and service " + service.getFullName() + " has only events; remove it, since ";
        if (options.hasQueueGroup()) {
            problems.error(
                    Place.ofOption(service, ServiceOptions.QUEUE_GROUP_FIELD_NUMBER),
                    "option queue_group" + why + CHOSEN_BY_LISTENERS);
        }
        if (options.hasTimeoutMs()) {
            problems.error(
                    Place.ofOption(service, ServiceOptions.TIMEOUT_MS_FIELD_NUMBER),
                    "option timeout_ms" + why + CHOSEN_BY_PUBLISHERS);
        }
    }

    private void check() {
        if (method.isClientStreaming() || method.isServerStreaming()) {
            problems.error(
                    Place.of(method), event() + ", which is one message without an answer; remove the word \"stream\"");
        }
        if (!method.getOutputType().getFullName().equals(Empty.getDescriptor().getFullName())) {
            problems.error(
                    Place.of(method),
                    event() + ", which nobody answers; let it return google.protobuf.Empty in place of "
                            + method.getOutputType().getFullName()
                            + ", and import \"google/protobuf/empty.proto\"");
        }
        checkForNothing();
        if (options.getEvent().hasDurable()) {
            checkStream();
            checkMessageId();
            checkKey();
        }
    }

    private String ofMethod() {
        return "method " + method.getFullName() + ": ";
    }

    private String event() {
        return "method " + method.getFullName() + " is an event";
    }

    private void checkForNothing() {
        if (options.hasQueueGroup()) {
            refuse(MethodOptions.QUEUE_GROUP_FIELD_NUMBER, "queue_group", CHOSEN_BY_LISTENERS);
        }
        if (options.hasTimeoutMs()) {
            refuse(MethodOptions.TIMEOUT_MS_FIELD_NUMBER, "timeout_ms", CHOSEN_BY_PUBLISHERS);
        }
        if (!options.getMetadataMap().isEmpty()) {
            refuse(MethodOptions.METADATA_FIELD_NUMBER, "metadata", "discovery does not list events");
        }
        if (method.getOptions().getIdempotencyLevel() != IdempotencyLevel.IDEMPOTENCY_UNKNOWN) {
            problems.error(
                    Place.ofIdempotency(method),
                    event() + ", and option idempotency_level is for calls; remove it, since it is"
                            + " event.durable.message_id that lets a stream store an event once");
        }
    }

    private void refuse(int option, String name, String instead) {
        problems.error(
                Place.ofOption(method, option),
                event() + ", and option " + name + " is for calls; remove it, since " + instead);
    }

    private void checkStream() {
        String stream = durable.getStream();
        if (!durable.hasStream()) {
            problems.error(
                    place(),
                    event() + " that is durable, but names no stream that keeps it; name one, such as"
                            + " durable { stream: \"ORDERS\" }");
        } else if (!STREAM.matcher(stream).matches()) {
            problems.error(
                    place(DurableOptions.STREAM_FIELD_NUMBER),
                    ofMethod() + "stream \"" + stream
                            + "\" is not a name that JetStream allows; use 1 to 255 characters of printable"
                            + " ASCII without blank, '.', '*', '>', '/' and '\\'");
        }
    }

    private void checkMessageId() {
        if (durable.hasMessageId()) {
            checkField("message_id", durable.getMessageId(), place(DurableOptions.MESSAGE_ID_FIELD_NUMBER));
        }
    }

    private void checkKey() {
        if (durable.hasKey()) {
            checkField("key", durable.getKey(), place(DurableOptions.KEY_FIELD_NUMBER));
            if (!durable.hasPartitions()) {
                problems.error(
                        place(DurableOptions.KEY_FIELD_NUMBER),
                        event() + " with a key, but does not say over how many partitions the key spreads its"
                                + " messages; add partitions, such as partitions: 16");
            }
        }
        if (durable.hasPartitions()) {
            Place place = place(DurableOptions.PARTITIONS_FIELD_NUMBER);
            if (!durable.hasKey()) {
                problems.error(
                        place,
                        event() + " with partitions, but names no key to spread its messages by; add key, the name of a"
                                + " field, or remove partitions");
            }
            long partitions = Integer.toUnsignedLong(durable.getPartitions());
            if (partitions < 1 || partitions > MOST_PARTITIONS) {
                problems.error(
                        place,
                        ofMethod() + "an event has 1 to " + MOST_PARTITIONS + " partitions, and not " + partitions
                                + "; write such a number, or remove key and partitions");
            }
        }
    }

    private void checkField(String option, String path, Place place) {
        String fault = new FieldCheck("\"", "\"").fault(method.getInputType(), path);
        if (fault != null) {
            problems.error(place, ofMethod() + option + " \"" + path + "\" " + fault);
        }
    }

    /** All options of a durable event, or one of them. */
    private Place place(int... field) {
        return Place.ofOption(method, MethodOptions.EVENT_FIELD_NUMBER)
                .in(EventOptions.DURABLE_FIELD_NUMBER)
                .in(field);
    }
}
