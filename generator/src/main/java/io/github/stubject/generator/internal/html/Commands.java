package io.github.stubject.generator.internal.html;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.tree.JsonWriter;
import io.github.stubject.proto.SubjectTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Commands of the NATS command line tool, for a POSIX shell. */
final class Commands {
    /** What both the tool and a service wait where nobody says more. */
    private static final long DEFAULT_TIMEOUT_MILLIS = 5000;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/-]+");

    /** If this field is a group, a payload that begins with its tag could be protobuf. */
    private static final int FIELD_LIKE_A_BRACE = 15;

    private final Subjects subjects;

    Commands(Subjects subjects) {
        this.subjects = subjects;
    }

    /** Calls a unary method; nothing if there is no example of its request. */
    Optional<String> request(MethodModel method, MethodDescriptor descriptor) {
        List<String> words = new ArrayList<>(List.of("nats", "req"));
        Long timeout = method.timeoutMillis();
        if (timeout != null && timeout > DEFAULT_TIMEOUT_MILLIS) {
            words.add("--timeout=" + Millis.text(timeout, ""));
            words.add("-H");
            words.add("Stubject-Timeout-Ms:" + timeout);
        }
        if (MethodModel.NO_QUEUE_GROUP.equals(method.queueGroup())) {
            words.add("--replies=0");
        }
        return withMessage(words, method.subject(), descriptor.getInputType());
    }

    /** Publishes a core event; nothing if there is no example of it. */
    Optional<String> publish(EventModel event, MethodDescriptor descriptor) {
        return withMessage(List.of("nats", "pub"), event.subject(), descriptor.getInputType());
    }

    /** Listens to an event, whatever its parameters are. */
    String subscribe(EventModel event) {
        String pattern = SubjectTemplate.parse(event.subject()).pattern();
        boolean hasPartition = event.durable() != null && event.durable().partitions() > 0;
        List<String> words = new ArrayList<>(List.of("nats", "sub"));
        addSubject(pattern + (hasPartition ? ".*" : ""), words);
        return String.join(" ", words);
    }

    private Optional<String> withMessage(List<String> command, String subject, Descriptor type) {
        return Examples.message(type)
                .map(JsonWriter::writeOnOneLine)
                .map(json -> withMessage(command, subject, type, json));
    }

    private String withMessage(List<String> command, String subject, Descriptor type, String json) {
        List<String> words = new ArrayList<>(command);
        if (!json.startsWith("{") || isAmbiguous(type)) {
            words.add("-H");
            words.add("Content-Type:application/json");
        }
        String filled = SubjectTemplate.parse(subject).render(path -> Examples.token(Subjects.field(type, path)));
        addSubject(filled, words);
        // The tool takes two braces for a template of its own. They only occur inside of strings.
        words.add(quoted(json.replace("{{", "{\\u007b")));
        return String.join(" ", words);
    }

    private void addSubject(String subject, List<String> words) {
        String whole = subjects.whole(subject);
        if (whole.startsWith("-")) {
            words.add("--"); // what comes is no option
        }
        words.add(word(whole));
    }

    private static boolean isAmbiguous(Descriptor type) {
        FieldDescriptor field = type.findFieldByNumber(FIELD_LIKE_A_BRACE);
        return field != null && field.getType() == FieldDescriptor.Type.GROUP;
    }

    private static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
