package io.github.stubject.runtime;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines that a host logs at its start: what it serves and listens to, and for each method a command to try it with. */
final class StartLog {
    private StartLog() {}

    static String of(String instance, List<HostedMethod<?, ?>> methods, List<SubscriptionStats> subscriptions) {
        if (methods.isEmpty() && subscriptions.isEmpty()) {
            return "Instance " + instance + " serves no methods: no implementation overrides any";
        }
        return Stream.concat(
                        methods.stream().map(StartLog::line),
                        subscriptions.stream().map(StartLog::line))
                .collect(Collectors.joining(
                        "\n  ", "Instance " + instance + (methods.isEmpty() ? "\n  " : " serves\n  "), ""));
    }

    private static String line(SubscriptionStats listened) {
        String consumer = listened.consumer();
        return "listens  " + listened.subject() + " \u2190 "
                + listened.event().method().requests().descriptor().getName()
                + (consumer == null ? "" : "   consumer: " + consumer);
    }

    private static String line(HostedMethod<?, ?> hosted) {
        RpcMethod<?, ?> method = hosted.method();
        String line = hosted.subject() + " \u2190 "
                + (method.kind().isRequestStream() ? "stream of " : "")
                + method.requests().descriptor().getName()
                + (method.kind().isResponseStream()
                        ? " \u2192 stream of " + method.responses().descriptor().getName()
                        : "");
        String example = example(hosted);
        return example == null ? line : line + "   try: " + example;
    }

    private static @Nullable String example(HostedMethod<?, ?> hosted) {
        JsonCodec json = JsonCodec.installed();
        if (json == null
                || hosted.method().kind() != RpcMethod.Kind.UNARY // a stream takes more than one message to open
                || !hosted.method().requests().jsonByFirstByte()) {
            return null;
        }
        String body;
        try {
            body = new String(json.print(exampleRequest(hosted.method())), StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            return null; // an Any with a type that nobody knows, for example: an example is not worth a failure
        }
        String subject = hosted.subject().render(hosted.method().parameters()::exampleToken);
        return body.startsWith("{") && !body.contains("'") ? "nats req " + subject + " '" + body + "'" : null;
    }

    /** A request with its first simple field set that is not in the subject, and the rest left to the reader. */
    private static Message exampleRequest(RpcMethod<?, ?> method) {
        Message.Builder builder = method.requests().prototype().newBuilderForType();
        method.requests().descriptor().getFields().stream()
                .filter(field -> !field.isRepeated() && exampleValue(field) != null)
                .filter(field -> !method.parameters().template().parameters().contains(field.getName()))
                .findFirst()
                .ifPresent(field -> builder.setField(field, Objects.requireNonNull(exampleValue(field))));
        return builder.buildPartial();
    }

    private static @Nullable Object exampleValue(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> "World";
            case INT -> 1;
            case LONG -> 1L;
            case BOOLEAN -> true;
            case DOUBLE -> 1.5;
            case FLOAT -> 1.5f;
            case ENUM -> {
                List<EnumValueDescriptor> values = field.getEnumType().getValues();
                yield values.get(values.size() - 1);
            }
            case BYTE_STRING, MESSAGE -> null;
        };
    }
}
