package io.github.stubject.generator.internal.asyncapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.stubject.generator.internal.document.EnumNames;
import io.github.stubject.generator.internal.tree.Node;
import io.github.stubject.proto.SubjectTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Subjects as addresses of channels, and their parameters. */
final class Addresses {
    private static final String PARTITION = "partition";

    private final @Nullable String prefix;

    /** Behind a prefix, or none. */
    Addresses(@Nullable String prefix) {
        this.prefix = prefix;
    }

    /**
     * Puts the address into a channel, and what stands in it for parameters.
     *
     * @param message what parameters are filled from
     * @param partitions how many there are; 0 if the subject has no token for them
     */
    void put(String subject, Descriptor message, int partitions, Schemas schemas, Node.Mapping channel) {
        SubjectTemplate template = SubjectTemplate.parse(subject);
        String address = template.render(path -> "{" + name(path) + "}");
        Map<String, Node> parameters = new LinkedHashMap<>();
        for (String path : template.parameters()) {
            parameters.putIfAbsent(name(path), parameter(message, path, schemas));
        }
        if (partitions > 0) {
            // No path ends with a hyphen.
            String name = parameters.containsKey(PARTITION) ? PARTITION + "-" : PARTITION;
            address += ".{" + name + "}";
            parameters.put(name, partition(partitions));
        }
        channel.put("address", prefix == null ? address : prefix + "." + address);
        Node.Mapping all = new Node.Mapping();
        parameters.forEach(all::put);
        channel.putIfFilled("parameters", all);
    }

    /** AsyncAPI has no dots there, and protobuf no hyphens. */
    private static String name(String path) {
        return path.replace('.', '-');
    }

    private static Node parameter(Descriptor message, String path, Schemas schemas) {
        StringBuilder location = new StringBuilder("$message.payload#");
        FieldDescriptor field = null;
        Descriptor inside = message;
        for (String name : path.split("\\.", -1)) {
            field = inside.findFieldByName(name);
            location.append('/').append(field.getJsonName().replace("~", "~0").replace("/", "~1"));
            inside = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : inside;
        }
        Node.Mapping parameter = new Node.Mapping();
        if (field != null) {
            parameter.putIfSaid("description", schemas.description(field));
            List<String> values = values(field);
            if (!values.isEmpty()) {
                parameter.put("enum", Node.Sequence.ofTexts(values));
            }
        }
        return parameter.put("location", location.toString());
    }

    private static List<String> values(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> List.of("false", "true");
            case ENUM -> EnumNames.canonical(field.getEnumType());
            default -> List.of();
        };
    }

    private static Node partition(int partitions) {
        return new Node.Mapping()
                .put(
                        "description",
                        "The partition of the event's key, 0 to " + (partitions - 1) + ". Publishers work it out.");
    }
}
