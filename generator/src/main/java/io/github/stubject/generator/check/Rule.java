package io.github.stubject.generator.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the check looks for. Each rule has an {@link #id}, by which it is allowed and found in the documentation. */
public enum Rule {
    SERVICE_REMOVED(
            "a service is gone",
            "keep the service, marked deprecated, until no old client calls it and no old listener waits for its events"),
    SERVICE_RENAMED(
            "a service has another name, with the same subjects, or else the same methods and types",
            "keep the name; or add the new service beside the old one, with subjects of its own"),
    DISCOVERY_NAME_CHANGED(
            "discovery shows the service under another name", "set option (stubject.service).name to the old name"),
    DISCOVERY_VERSION_LOWERED(
            "discovery shows a lower version of the service", "set option (stubject.service).version to a higher one"),

    METHOD_REMOVED(
            "a method is gone, or has another name and with it another subject",
            "keep the method, marked deprecated, until nobody uses it; for another name, add a method beside it"),
    METHOD_RENAMED(
            "a method has another name and the same subject",
            "keep the name: discovery shows it, and consumers of durable events are named by it"),
    STREAMING_CHANGED(
            "the request or the response became a stream, or is none any more", "add another method beside this one"),
    CALL_EVENT_CHANGED("a call became an event, or the reverse", "add another method beside this one"),
    QUEUE_GROUP_CHANGED(
            "instances share requests through another queue group, or through none",
            "keep the group while old instances run; or stop all old instances before new ones start"),
    TIMEOUT_SHORTENED(
            "clients wait less long, defaults included",
            "keep the timeout, and let callers who want less say so with CallOptions.withTimeout"),
    IDEMPOTENCY_REMOVED(
            "idempotency_level is gone: old clients go on to try again",
            "let the method bear being run twice, and keep the level; or add another method"),

    SUBJECT_CHANGED(
            "a method has another subject, defaults included",
            "set option (stubject.method).subject or (stubject.service).subject so that the old subject results; or add"
                    + " another method"),
    PARAMETER_ADDED(
            "the subject has a parameter more",
            "add another method with the new subject, and keep this one for old clients"),
    PARAMETER_REMOVED(
            "the subject has a parameter less",
            "add another method with the new subject, and keep this one for old clients"),
    PARAMETER_FIELD_CHANGED(
            "a parameter is filled from another field", "keep the field; or add another method with the new subject"),
    PARAMETER_TYPE_CHANGED(
            "the field of a parameter has a type whose values are other texts",
            "keep the type; or add another field, and another method with it in its subject"),
    PARAMETER_VALUE_CHANGED(
            "values of an enum in a subject have another name, or are gone",
            "keep the names of values that are in subjects; a new name may stand behind the old one (allow_alias)"),

    EVENT_STREAM_CHANGED(
            "another stream keeps a durable event",
            "keep the stream; or add another event, publish both for a while, and move listeners over"),
    EVENT_DURABILITY_CHANGED(
            "an event became durable, or is durable no more",
            "add another event, publish both for a while, and move listeners over"),
    MESSAGE_ID_CHANGED(
            "ids of a durable event are made from another field, or begin otherwise",
            "keep message_id and the subject as it is written; publishers who want other ids use PublishOptions"),
    EVENT_KEY_CHANGED(
            "a durable event is spread by another key, or has one now, or has none any more",
            "add another event with the new key, publish both for a while, and move listeners over"),
    PARTITIONS_CHANGED(
            "a durable event has another number of partitions",
            "add another event with the new number, publish both for a while, and move listeners over"),

    REQUEST_TYPE_CHANGED(
            "a method takes another message, with another structure",
            "keep the message and add fields to it; or add another method"),
    REQUEST_TYPE_RENAMED(
            "a method takes a message of another name, with the same structure",
            "keep the name: discovery shows it as request_type"),
    RESPONSE_TYPE_CHANGED(
            "a method answers with another message, with another structure",
            "keep the message and add fields to it; or add another method"),
    RESPONSE_TYPE_RENAMED(
            "a method answers with a message of another name, with the same structure",
            "keep the name: discovery shows it as response_type"),
    JSON_DETECTION_LOST(
            "field 15 of a request or an event became a group, so that JSON needs a Content-Type",
            "give the group another number"),

    FIELD_REMOVED(
            "a field is gone, and its number and its name are not both reserved",
            "reserve the number and the name, so that nobody gives them to another field"),
    FIELD_RENUMBERED("a field has another number", "keep the number; or add another field, and fill both for a while"),
    FIELD_RENAMED(
            "a field has another name, which JSON shows and accepts",
            "keep the name; or add another field, and fill both for a while"),
    FIELD_JSON_NAME_CHANGED("a field has another json_name", "keep json_name as it was"),
    FIELD_TYPE_CHANGED(
            "a field has a type that the old one cannot be read as",
            "add another field, fill both for a while, and reserve the old one in the end"),
    FIELD_RANGE_CHANGED(
            "a field can be read as before, but the type on one side has values that the other has not",
            "add another field with the new type; or allow this if no such value is ever sent"),
    FIELD_JSON_TYPE_CHANGED("a field looks different in JSON", "add another field, and fill both for a while"),
    FIELD_CARDINALITY_CHANGED(
            "a field became repeated, or is repeated no more", "add another field, and fill both for a while"),
    FIELD_MAP_CHANGED("a map became a repeated message of the same structure, or the reverse", "keep it as it was"),
    FIELD_PRESENCE_CHANGED(
            "unset and default became one for a field, or two (optional, another syntax)",
            "keep the presence; or add another field"),
    FIELD_ONEOF_CHANGED(
            "fields that could be set together exclude each other, or the reverse",
            "leave existing fields where they are; a oneof of new fields, or around one field alone, is no harm"),
    FIELD_DEFAULT_CHANGED("an unset field has another value (proto2)", "keep the default; or add another field"),
    REQUIRED_ADDED(
            "a field is required that was not, or was not there (proto2)", "make it optional, and check it in code"),
    REQUIRED_REMOVED(
            "a field is required no more, or is gone (proto2)",
            "keep it required and always set it, until nobody runs what requires it"),

    RESERVED_REUSED(
            "a number or a name is used that was reserved", "take another number and another name for what is new"),
    RESERVED_REMOVED(
            "numbers or names are reserved no more, so that somebody will use them again", "reserve them still"),
    EXTENSION_REMOVED("an extension of a message is gone", "keep the extension, marked deprecated"),
    EXTENSION_RANGE_REMOVED(
            "a message has given up numbers for extensions", "keep the range: others may have extensions in it"),

    ENUM_VALUE_REMOVED(
            "a value is gone, and its number and its name are not both reserved",
            "keep the value, marked deprecated; or, once nobody sends it, reserve the number and the name"),
    ENUM_VALUE_RENUMBERED("a value has another number", "keep the number; or add another value"),
    ENUM_VALUE_RENAMED(
            "a value has another name, which JSON shows and accepts",
            "keep the name; a new one may stand behind it with the same number (allow_alias)");

    private final String summary;
    private final String remedy;

    Rule(String summary, String remedy) {
        this.summary = summary;
        this.remedy = remedy;
    }

    /** Its name where people write it: {@code subject-changed}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it finds. */
    public String summary() {
        return summary;
    }

    /** How to do compatibly what was meant. */
    public String remedy() {
        return remedy;
    }

    /** The rule of this id, if there is one. */
    public static Optional<Rule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
