package io.github.stubject.generator.internal.asyncapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.generator.internal.document.DescribedSchema;
import io.github.stubject.generator.internal.model.CommentLines;
import io.github.stubject.generator.internal.model.Docs;
import io.github.stubject.generator.internal.model.DurableModel;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.MethodKind;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.internal.tree.Node;
import io.github.stubject.proto.Status;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The channels of services, and the operations on them: calls as the service sees them, events from both sides. */
final class Channels {
    private static final String ERROR = "stubject.Error";

    /** Longer names do not fit into the binding. */
    private static final int LONGEST_QUEUE = 255;

    private final DescribedSchema schema;
    private final Schemas schemas;
    private final Addresses addresses;
    private final @Nullable String prefix;
    private final Node.Mapping channels = new Node.Mapping();
    private final Node.Mapping operations = new Node.Mapping();
    private final Node.Mapping sharedMessages = new Node.Mapping();

    Channels(DescribedSchema schema, Schemas schemas, @Nullable String prefix) {
        this.schema = schema;
        this.schemas = schemas;
        this.prefix = prefix;
        addresses = new Addresses(prefix);
    }

    Node.Mapping channels() {
        return channels;
    }

    Node.Mapping operations() {
        return operations;
    }

    /** Those that several channels have. */
    Node.Mapping sharedMessages() {
        return sharedMessages;
    }

    void add(ServiceModel service) {
        for (MethodModel method : service.methods()) {
            addCall(method, schema.method(service, method.protoName()));
        }
        for (EventModel event : service.events()) {
            addEvent(event, schema.method(service, event.protoName()));
        }
    }

    private void addCall(MethodModel method, MethodDescriptor descriptor) {
        String name = descriptor.getFullName();
        String reply = name + ".reply";
        Node.Mapping channel = new Node.Mapping();
        addresses.put(method.subject(), descriptor.getInputType(), 0, schemas, channel);
        channels.put(
                name,
                described(channel, method.docs())
                        .put("messages", new Node.Mapping().put("request", message(descriptor.getInputType())))
                        .put("tags", tags(descriptor)));
        channels.put(
                reply,
                new Node.Mapping()
                        .put("address", new Node.Null())
                        .put("description", "The reply subject of each request, which the client chooses.")
                        .put(
                                "messages",
                                new Node.Mapping()
                                        .put("response", message(descriptor.getOutputType()))
                                        .put("error", error()))
                        .put("tags", tags(descriptor)));
        operations.put(
                name,
                settings(method, operation("receive", name, "request", descriptor, method.docs()))
                        .put(
                                "reply",
                                new Node.Mapping()
                                        .put("channel", channel(reply))
                                        .put(
                                                "messages",
                                                Node.Sequence.of(
                                                        messageOf(reply, "response"), messageOf(reply, "error")))));
    }

    private static Node.Mapping settings(MethodModel method, Node.Mapping operation) {
        operation.put("x-stubject-kind", kind(method.kind()));
        String group = Objects.requireNonNullElse(method.queueGroup(), MethodModel.DEFAULT_QUEUE_GROUP);
        if (group.length() > LONGEST_QUEUE) {
            operation.put("x-stubject-queue-group", group);
        } else if (!group.equals(MethodModel.NO_QUEUE_GROUP)) {
            Node.Mapping nats = new Node.Mapping().put("queue", group).put("bindingVersion", "0.1.0");
            operation.put("bindings", new Node.Mapping().put("nats", nats));
        }
        if (method.timeoutMillis() != null) {
            operation.put("x-stubject-timeout-ms", method.timeoutMillis());
        }
        return operation.putIfTrue("x-stubject-idempotent", method.idempotent());
    }

    private static String kind(MethodKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void addEvent(EventModel event, MethodDescriptor descriptor) {
        String name = descriptor.getFullName();
        DurableModel durable = event.durable();
        Node.Mapping message = message(descriptor.getInputType());
        if (durable != null) {
            message.put("contentType", "application/protobuf"); // a stream keeps no JSON
        }
        Node.Mapping channel = new Node.Mapping();
        addresses.put(
                event.subject(),
                descriptor.getInputType(),
                durable == null ? 0 : durable.partitions(),
                schemas,
                channel);
        described(channel, event.docs())
                .put("messages", new Node.Mapping().put("event", message))
                .put("tags", tags(descriptor));
        String kind = "event";
        if (durable != null) {
            kind = "durable-event";
            keptBy(durable, channel);
        }
        channels.put(name, channel);
        operations.put(
                name + ".publish",
                operation("send", name, "event", descriptor, event.docs()).put("x-stubject-kind", kind));
        operations.put(
                name + ".listen",
                operation("receive", name, "event", descriptor, event.docs()).put("x-stubject-kind", kind));
    }

    private void keptBy(DurableModel durable, Node.Mapping channel) {
        channel.put("x-stubject-stream", durable.stream(prefix));
        if (durable.messageId() != null) {
            channel.put("x-stubject-message-id", durable.messageId());
        }
        if (durable.key() != null) {
            channel.put("x-stubject-key", durable.key()).put("x-stubject-partitions", durable.partitions());
        }
    }

    private static Node.Mapping described(Node.Mapping node, Docs docs) {
        return node.putIfSaid("description", CommentLines.text(docs.comment()))
                .putIfTrue("x-stubject-deprecated", docs.deprecated());
    }

    private static Node.Mapping operation(
            String action, String channel, String message, MethodDescriptor method, Docs docs) {
        Node.Mapping operation = new Node.Mapping()
                .put("action", action)
                .put("channel", channel(channel))
                .put("title", method.getName());
        return described(operation, docs)
                .put("messages", Node.Sequence.of(messageOf(channel, message)))
                .put("tags", tags(method));
    }

    private static Node.Mapping channel(String name) {
        return Node.Mapping.reference("channels", name);
    }

    private static Node.Mapping messageOf(String channel, String message) {
        return Node.Mapping.reference("channels", channel, "messages", message);
    }

    private static Node tags(MethodDescriptor method) {
        return Node.Sequence.of(
                new Node.Mapping().put("name", method.getService().getFullName()));
    }

    private Node.Mapping message(Descriptor type) {
        return new Node.Mapping()
                .put("name", type.getFullName())
                .put("title", type.getName())
                .putIfTrue("deprecated", type.getOptions().getDeprecated())
                .put("payload", schemas.reference(type));
    }

    /** What travels in place of an answer. */
    private Node error() {
        if (!sharedMessages.entries().containsKey(ERROR)) {
            Node.Mapping headers = new Node.Mapping()
                    .put("Stubject-Code", header("The name of the error's code, such as NOT_FOUND."))
                    .put("Nats-Service-Error", header("The error's text in ASCII."))
                    .put("Nats-Service-Error-Code", header("A number such as 404."));
            sharedMessages.put(
                    ERROR,
                    new Node.Mapping()
                            .put("name", Status.getDescriptor().getFullName())
                            .put("title", "Error")
                            .put("description", "What a call ends with that fails; the headers tell it from an answer.")
                            .put(
                                    "headers",
                                    new Node.Mapping().put("type", "object").put("properties", headers))
                            .put("payload", schemas.reference(Status.getDescriptor())));
        }
        return Node.Mapping.reference("components", "messages", ERROR);
    }

    private static Node header(String description) {
        return new Node.Mapping().put("type", "string").put("description", description);
    }
}
