package io.github.stubject.generator.internal.html;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.generator.internal.document.DescribedSchema;
import io.github.stubject.generator.internal.document.EnumNames;
import io.github.stubject.generator.internal.model.CommentLines;
import io.github.stubject.generator.internal.model.Docs;
import io.github.stubject.generator.internal.model.DurableModel;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.MethodKind;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.reader.Place;
import io.github.stubject.proto.SubjectTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call or an event: its subject, its messages, what else the schema says of it, and what to paste. */
final class MethodArticle {
    private final Subjects subjects;
    private final Commands commands;
    private final DescribedSchema schema;
    private final Markup out;

    MethodArticle(@Nullable String prefix, DescribedSchema schema, Markup out) {
        subjects = new Subjects(prefix);
        commands = new Commands(subjects);
        this.schema = schema;
        this.out = out;
    }

    void write(MethodModel method, MethodDescriptor descriptor) {
        begin(descriptor, kind(method.kind()), method.docs());
        subject(method.subject(), "");
        out.html(Markdown.html(CommentLines.text(method.docs().comment())));
        out.open("p", "class", "types");
        type(descriptor.getInputType(), method.kind().isRequestStream());
        out.text(" → ");
        type(descriptor.getOutputType(), method.kind().isResponseStream());
        out.text(" or an ").element("a", "error", "href", "#" + Links.ERRORS).closeLine();
        parameters(method.subject(), descriptor.getInputType());
        settings(method);
        if (method.kind() == MethodKind.UNARY) {
            command(commands.request(method, descriptor));
        }
        out.closeLine();
    }

    private static String kind(MethodKind kind) {
        return switch (kind) {
            case UNARY -> "call";
            case SERVER_STREAMING -> "stream of responses";
            case CLIENT_STREAMING -> "stream of requests";
            case BIDI_STREAMING -> "streams in both directions";
        };
    }

    private void settings(MethodModel method) {
        Facts facts = new Facts(out);
        String group = method.queueGroup();
        if (MethodModel.NO_QUEUE_GROUP.equals(group)) {
            facts.say("Queue group", "none: every instance answers");
        } else if (group != null && !group.equals(MethodModel.DEFAULT_QUEUE_GROUP)) {
            facts.add("Queue group", group);
        }
        Long timeout = method.timeoutMillis();
        if (timeout != null) {
            facts.say("Timeout", Millis.text(timeout, " "));
        }
        if (method.idempotent()) {
            facts.say("Idempotent", "yes: twice does no more than once");
        }
        method.metadata().forEach((name, value) -> facts.add("Metadata " + name, value));
        facts.close();
    }

    void write(EventModel event, MethodDescriptor descriptor) {
        DurableModel durable = event.durable();
        begin(descriptor, durable == null ? "event" : "durable event", event.docs());
        subject(event.subject(), durable != null && durable.partitions() > 0 ? "{partition}" : "");
        out.html(Markdown.html(CommentLines.text(event.docs().comment())));
        out.open("p", "class", "types");
        type(descriptor.getInputType(), false);
        out.text(" to all who listen").closeLine();
        parameters(event.subject(), descriptor.getInputType());
        if (durable != null) {
            kept(durable);
        }
        Paste.command(commands.subscribe(event), out);
        if (durable == null) {
            command(commands.publish(event, descriptor));
        }
        out.closeLine();
    }

    private void command(Optional<String> command) {
        command.ifPresentOrElse(
                text -> Paste.command(text, out),
                () -> out.element("p", "No command here: the message is too large for an example.")
                        .line());
    }

    private void kept(DurableModel durable) {
        Facts facts = new Facts(out);
        facts.add("Stream", durable.stream(subjects.prefix()));
        facts.add("Message id", durable.messageId() == null ? "" : durable.messageId());
        if (durable.key() != null) {
            facts.add("Key", durable.key());
            facts.say("Partitions", durable.partitions() + ", by the key: the last token of the subject");
        }
        facts.say("Encoding", "protobuf alone");
        facts.close();
    }

    private void begin(MethodDescriptor method, String kind, Docs docs) {
        String anchor = Links.anchor(method);
        out.open("article", "class", "method", "id", anchor).line();
        Links.heading("h3", anchor, method.getName(), out);
        out.text(" ").element("span", kind, "class", "kind");
        Badges.deprecated(docs.deprecated(), out);
        out.closeLine();
    }

    /** Parameters stand out. */
    private void subject(String subject, String partition) {
        out.open("p", "class", "subject").open("code");
        boolean first = true;
        for (String token : tokens(subject, partition)) {
            if (!first) {
                out.text(".").empty("wbr");
            }
            first = false;
            if (token.startsWith("{")) {
                out.element("var", token);
            } else {
                out.text(token);
            }
        }
        out.close().closeLine();
    }

    private List<String> tokens(String subject, String partition) {
        List<String> tokens = new ArrayList<>();
        for (SubjectTemplate.Token token :
                SubjectTemplate.parse(subjects.whole(subject)).tokens()) {
            tokens.add(
                    token instanceof SubjectTemplate.Parameter parameter
                            ? "{" + parameter.fieldPath() + "}"
                            : ((SubjectTemplate.Literal) token).text());
        }
        if (!partition.isEmpty()) {
            tokens.add(partition);
        }
        return tokens;
    }

    private void type(Descriptor type, boolean stream) {
        out.text(stream ? "stream of " : "");
        Links.write(type, out);
    }

    private void parameters(String subject, Descriptor message) {
        List<String> paths =
                List.copyOf(new LinkedHashSet<>(SubjectTemplate.parse(subject).parameters()));
        if (paths.isEmpty()) {
            return;
        }
        out.open("dl", "class", "parameters").line();
        for (String path : paths) {
            FieldDescriptor field = Subjects.field(message, path);
            out.open("div").open("dt").element("var", "{" + path + "}").close();
            out.open("dd").text("is ");
            Links.write(field, field.getContainingType().getName() + "." + field.getName(), out);
            String values = values(field);
            out.text(values.isEmpty() ? "" : ": " + values);
            out.html(Markdown.html(schema.comment(Place.of(field))));
            out.close().closeLine();
        }
        out.closeLine();
    }

    private static String values(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> "false or true";
            case ENUM -> String.join(", ", EnumNames.canonical(field.getEnumType()));
            default -> "";
        };
    }
}
