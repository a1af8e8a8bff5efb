package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.proto.DurableOptions;
import io.github.stubject.proto.MethodOptions;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.ServiceOptions;
import io.github.stubject.proto.SubjectTemplate;
import java.util.Map;

/** Checks that class files have room for each text. */
final class TextCheck {
    /** One less than class files have room for: javac counts characters, and refuses 65,535. */
    private static final int LONGEST = 65_534;

    private final String whose;
    private final Problems problems;

    private TextCheck(String whose, Problems problems) {
        this.whose = whose;
        this.problems = problems;
    }

    static void check(ServiceDescriptor service, Problems problems) {
        TextCheck check = new TextCheck("service " + shown(service.getFullName()), problems);
        ServiceOptions options = service.getOptions().getExtension(OptionsProto.service);
        check.check("its full name", service.getFullName(), Place.of(service));
        check.check("name", options.getName(), Place.ofOption(service, ServiceOptions.NAME_FIELD_NUMBER));
        check.check("version", options.getVersion(), Place.ofOption(service, ServiceOptions.VERSION_FIELD_NUMBER));
        check.check(
                "description",
                options.getDescription(),
                Place.ofOption(service, ServiceOptions.DESCRIPTION_FIELD_NUMBER));
        check.check(
                "queue_group",
                options.getQueueGroup(),
                Place.ofOption(service, ServiceOptions.QUEUE_GROUP_FIELD_NUMBER));
        check.check(options.getMetadataMap(), Place.ofOption(service, ServiceOptions.METADATA_FIELD_NUMBER));
        service.getMethods().forEach(method -> check(method, problems));
    }

    private static void check(MethodDescriptor method, Problems problems) {
        TextCheck check = new TextCheck("method " + shown(method.getFullName()), problems);
        MethodOptions options = method.getOptions().getExtension(OptionsProto.method);
        check.check("its name", method.getName(), Place.of(method));
        check.check(
                "queue_group", options.getQueueGroup(), Place.ofOption(method, MethodOptions.QUEUE_GROUP_FIELD_NUMBER));
        check.check(options.getMetadataMap(), Place.ofOption(method, MethodOptions.METADATA_FIELD_NUMBER));
        DurableOptions durable = options.getEvent().getDurable();
        Place event = Place.ofOption(method, MethodOptions.EVENT_FIELD_NUMBER);
        check.check("message_id", durable.getMessageId(), event);
        check.check("key", durable.getKey(), event);
    }

    /** Subjects are put together from those of services and methods, so they are looked at as a whole. */
    static void check(Map<MethodDescriptor, SubjectTemplate> subjects, Problems problems) {
        subjects.forEach((method, subject) -> new TextCheck("method " + shown(method.getFullName()), problems)
                .check("its subject", subject.toString(), Place.of(method)));
    }

    private void check(Map<String, String> metadata, Place place) {
        metadata.forEach((key, value) -> {
            check("a key of metadata", key, place);
            check("metadata \"" + shown(key) + "\"", value, place);
        });
    }

    private void check(String what, String text, Place place) {
        int bytes = bytes(text);
        if (bytes > LONGEST) {
            problems.error(
                    place,
                    whose + ": " + what + " takes " + bytes + " bytes in a Java class, where a text has at most "
                            + LONGEST + "; write a shorter one");
        }
    }

    /** What is too long for a class is too long for a message about it. */
    private static String shown(String text) {
        return text.length() > 1_000 ? text.substring(0, 100) + "..." : text;
    }

    /** In the UTF-8 of class files: zero takes two, and a character beyond 16 bits six. */
    private static int bytes(String text) {
        return text.chars()
                .map(c -> {
                    if (c > 0 && c < 0x80) {
                        return 1;
                    }
                    return c < 0x800 ? 2 : 3;
                })
                .sum();
    }
}
