package io.github.stubject.runtime.discovery;

import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers of the NATS services specification (ADR-32) as JSON, written and read. For the runtime. */
public final class DiscoveryCodec {
    private DiscoveryCodec() {}

    /** An answer that is none. */
    public static final class MalformedAnswerException extends Exception {
        private static final long serialVersionUID = 1;

        private MalformedAnswerException(String text, @Nullable Throwable cause) {
            super(text, cause);
        }
    }

    /** The answer to {@link Verb#PING}. */
    public static byte[] ping(ServiceInstance instance) {
        return bytes(begin(Verb.PING, instance));
    }

    /** The answer to {@link Verb#INFO}. */
    public static byte[] info(ServiceInfo info) {
        JsonValueUtils.ArrayBuilder endpoints = JsonValueUtils.arrayBuilder();
        for (ServiceInfo.Endpoint endpoint : info.endpoints()) {
            endpoints.add(JsonValueUtils.mapBuilder()
                    .put("name", endpoint.name())
                    .put("subject", endpoint.subject())
                    .put("queue_group", endpoint.queueGroup())
                    .put("metadata", texts(endpoint.metadata()))
                    .toJsonValue());
        }
        return bytes(begin(Verb.INFO, info.instance())
                .put("description", info.description())
                .put("endpoints", endpoints.toJsonValue()));
    }

    /** The answer to {@link Verb#STATS}. */
    public static byte[] stats(ServiceStats stats) {
        JsonValueUtils.ArrayBuilder endpoints = JsonValueUtils.arrayBuilder();
        for (ServiceStats.Endpoint endpoint : stats.endpoints()) {
            JsonValueUtils.MapBuilder map = JsonValueUtils.mapBuilder()
                    .put("name", endpoint.name())
                    .put("subject", endpoint.subject())
                    .put("queue_group", endpoint.queueGroup())
                    .put("num_requests", endpoint.requests())
                    .put("num_errors", endpoint.errors())
                    .put("processing_time", endpoint.processingTime().toNanos())
                    .put(
                            "average_processing_time",
                            endpoint.averageProcessingTime().toNanos());
            if (!endpoint.lastError().isEmpty()) {
                map.put("last_error", endpoint.lastError());
            }
            if (!endpoint.data().isEmpty()) {
                map.put("data", JsonParser.parseUnchecked(endpoint.data()));
            }
            endpoints.add(map.toJsonValue());
        }
        return bytes(begin(Verb.STATS, stats.instance())
                .put("started", stats.started().truncatedTo(ChronoUnit.MICROS).toString())
                .put("endpoints", endpoints.toJsonValue()));
    }

    private static JsonValueUtils.MapBuilder begin(Verb verb, ServiceInstance instance) {
        return JsonValueUtils.mapBuilder()
                .put("type", verb.type())
                .put("name", instance.name())
                .put("id", instance.id())
                .put("version", instance.version())
                .put("metadata", texts(instance.metadata()));
    }

    /** An object, also of an empty map, which jnats's own builder leaves out. */
    private static JsonValue texts(Map<String, String> map) {
        Map<String, JsonValue> values = new HashMap<>();
        map.forEach((key, value) -> values.put(key, new JsonValue(value)));
        JsonValue object = new JsonValue(values);
        map.keySet().stream().sorted().forEach(object.mapOrder::add);
        return object;
    }

    private static byte[] bytes(JsonValueUtils.MapBuilder map) {
        return map.toJson().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads an answer to {@link Verb#PING}. */
    public static ServiceInstance readPing(byte[] json) throws MalformedAnswerException {
        return instance(parse(json, Verb.PING));
    }

    /** Reads an answer to {@link Verb#INFO}. */
    public static ServiceInfo readInfo(byte[] json) throws MalformedAnswerException {
        JsonValue value = parse(json, Verb.INFO);
        List<ServiceInfo.Endpoint> endpoints = new ArrayList<>();
        for (JsonValue endpoint : array(value, "endpoints")) {
            endpoints.add(new ServiceInfo.Endpoint(
                    text(endpoint, "name"),
                    text(endpoint, "subject"),
                    text(endpoint, "queue_group"),
                    texts(endpoint, "metadata")));
        }
        return new ServiceInfo(instance(value), text(value, "description"), endpoints);
    }

    /** Reads an answer to {@link Verb#STATS}. */
    public static ServiceStats readStats(byte[] json) throws MalformedAnswerException {
        JsonValue value = parse(json, Verb.STATS);
        List<ServiceStats.Endpoint> endpoints = new ArrayList<>();
        for (JsonValue endpoint : array(value, "endpoints")) {
            JsonValue data = JsonValueUtils.readValue(endpoint, "data");
            endpoints.add(new ServiceStats.Endpoint(
                    text(endpoint, "name"),
                    text(endpoint, "subject"),
                    text(endpoint, "queue_group"),
                    JsonValueUtils.readLong(endpoint, "num_requests", 0),
                    JsonValueUtils.readLong(endpoint, "num_errors", 0),
                    text(endpoint, "last_error"),
                    Duration.ofNanos(JsonValueUtils.readLong(endpoint, "processing_time", 0)),
                    Duration.ofNanos(JsonValueUtils.readLong(endpoint, "average_processing_time", 0)),
                    data == null || data.type == JsonValue.Type.NULL ? "" : data.toJson()));
        }
        return new ServiceStats(instance(value), time(text(value, "started")), endpoints);
    }

    /** Whether an endpoint can take more calls from its queue group now; one that does not say can. */
    public static boolean takesMore(ServiceStats.Endpoint endpoint) {
        JsonValue data = endpoint.data().isEmpty() ? null : JsonParser.parseUnchecked(endpoint.data());
        return data == null
                || data.map == null
                || (JsonValueUtils.readBoolean(data, "serving", true)
                        && !JsonValueUtils.readBoolean(data, "overloaded", false));
    }

    private static ServiceInstance instance(JsonValue value) throws MalformedAnswerException {
        String name = text(value, "name");
        String id = text(value, "id");
        if (name.isEmpty() || id.isEmpty()) {
            throw new MalformedAnswerException("it has no name or no id", null);
        }
        return new ServiceInstance(name, id, text(value, "version"), texts(value, "metadata"));
    }

    private static JsonValue parse(byte[] json, Verb verb) throws MalformedAnswerException {
        JsonValue value;
        try {
            value = JsonParser.parse(json);
        } catch (JsonParseException | RuntimeException | StackOverflowError e) {
            throw new MalformedAnswerException("it is no JSON", e);
        }
        if (!verb.type().equals(text(value, "type"))) {
            throw new MalformedAnswerException("its type is not " + verb.type(), null);
        }
        return value;
    }

    private static List<JsonValue> array(JsonValue value, String key) {
        List<JsonValue> array = value.map == null ? null : JsonValueUtils.readArray(value, key);
        return array == null ? List.of() : array;
    }

    private static String text(JsonValue value, String key) {
        JsonValue found = value.map == null ? null : value.map.get(key);
        return found == null || found.string == null ? "" : found.string;
    }

    private static Map<String, String> texts(JsonValue value, String key) {
        Map<String, String> texts = new HashMap<>();
        JsonValue found = value.map == null ? null : value.map.get(key);
        if (found != null && found.map != null) {
            found.map.forEach((name, text) -> {
                if (text.string != null) {
                    texts.put(name, text.string);
                }
            });
        }
        return texts;
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
