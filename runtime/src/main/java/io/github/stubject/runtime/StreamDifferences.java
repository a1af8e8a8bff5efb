package io.github.stubject.runtime;

import io.nats.client.api.CompressionOption;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a stream differs from what somebody has set. jnats's builder does not tell what was set from its defaults. So the settings
 * are made twice, over two configurations that differ in everything: what comes out the same was set.
 */
final class StreamDifferences {
    private static final StreamConfiguration DEFAULTS =
            StreamConfiguration.builder().name("any").build();
    private static final StreamConfiguration UNLIKELY = unlikely();

    private StreamDifferences() {}

    private static StreamConfiguration unlikely() {
        long number = 7_654_321;
        Duration time = Duration.ofNanos(7_654_321_000_007L);
        return StreamConfiguration.builder()
                .name("any")
                .description("?")
                .retentionPolicy(RetentionPolicy.Interest)
                .compressionOption(CompressionOption.S2)
                .maxConsumers(number)
                .maxMessages(number)
                .maxMessagesPerSubject(number)
                .maxBytes(number)
                .maxAge(time)
                .maximumMessageSize((int) number)
                .storageType(StorageType.Memory)
                .replicas(4)
                .noAck(true)
                .discardPolicy(DiscardPolicy.New)
                .duplicateWindow(time)
                .allowRollup(true)
                .allowDirect(true)
                .mirrorDirect(true)
                .denyDelete(true)
                .denyPurge(true)
                .discardNewPerSubject(true)
                .firstSequence(number)
                .metadata(Map.of("?", "?"))
                .subjectDeleteMarkerTtl(time)
                .allowMessageTtl(true)
                .build();
    }

    /** Each difference as {@code field is found, wanted wanted}, by JetStream's names of fields. */
    static List<String> of(UnaryOperator<StreamConfiguration> settings, StreamConfiguration found) {
        Map<String, JsonValue> one = fields(settings.apply(DEFAULTS));
        Map<String, JsonValue> other = fields(settings.apply(UNLIKELY));
        Map<String, JsonValue> there = fields(found);
        Set<String> names = new TreeSet<>(fields(UNLIKELY).keySet());
        names.addAll(one.keySet());
        names.addAll(other.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            JsonValue wanted = one.get(name);
            if (Objects.equals(wanted, other.get(name)) && !isAsWanted(name, wanted, there.get(name))) {
                differences.add(name + " is " + text(there.get(name)) + ", wanted " + text(wanted));
            }
        }
        return differences;
    }

    private static boolean isAsWanted(String name, @Nullable JsonValue wanted, @Nullable JsonValue found) {
        if (wanted != null && wanted.map != null && name.equals("metadata")) {
            // Servers add some of their own.
            return found != null && found.map != null && found.map.entrySet().containsAll(wanted.map.entrySet());
        }
        if (wanted != null && wanted.array != null) {
            return found != null
                    && found.array != null
                    && Set.copyOf(wanted.array).equals(Set.copyOf(found.array));
        }
        return Objects.equals(wanted, found);
    }

    /** The fields that say something: a limit below 1, or no, is the same as nothing. */
    private static Map<String, JsonValue> fields(StreamConfiguration configuration) {
        Map<String, JsonValue> fields = new TreeMap<>();
        JsonParser.parseUnchecked(configuration.toJson()).map.forEach((name, value) -> {
            boolean says = value.number == null ? !Boolean.FALSE.equals(value.bool) : value.number.longValue() > 0;
            if (says) {
                fields.put(name, value);
            }
        });
        return fields;
    }

    private static String text(@Nullable JsonValue value) {
        return value == null ? "unset" : value.toJson();
    }
}
