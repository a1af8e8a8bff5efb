package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** How a type is written, which values it has, and what it is in JSON. */
enum WireType {
    INT32(Form.VARINT, Values.SIGNED_32, Json.NUMBER),
    UINT32(Form.VARINT, Values.UNSIGNED_32, Json.NUMBER),
    INT64(Form.VARINT, Values.SIGNED_64, Json.NUMBER_AS_STRING),
    UINT64(Form.VARINT, Values.UNSIGNED_64, Json.NUMBER_AS_STRING),
    BOOL(Form.VARINT, Values.BIT, Json.BOOL),
    ENUM(Form.VARINT, Values.SIGNED_32, Json.NAME),
    SINT32(Form.ZIGZAG, Values.SIGNED_32, Json.NUMBER),
    SINT64(Form.ZIGZAG, Values.SIGNED_64, Json.NUMBER_AS_STRING),
    FIXED32(Form.FOUR_BYTES, Values.UNSIGNED_32, Json.NUMBER),
    SFIXED32(Form.FOUR_BYTES, Values.SIGNED_32, Json.NUMBER),
    FIXED64(Form.EIGHT_BYTES, Values.UNSIGNED_64, Json.NUMBER_AS_STRING),
    SFIXED64(Form.EIGHT_BYTES, Values.SIGNED_64, Json.NUMBER_AS_STRING),
    FLOAT(Form.FLOAT, Values.OTHER, Json.FRACTION),
    DOUBLE(Form.DOUBLE, Values.OTHER, Json.FRACTION),
    STRING(Form.BYTES, Values.OTHER, Json.STRING),
    BYTES(Form.BYTES, Values.OTHER, Json.BASE64),
    MESSAGE(Form.BYTES, Values.OTHER, Json.OBJECT),
    GROUP(Form.GROUP, Values.OTHER, Json.OBJECT);

    private final Form form;
    private final Values values;
    private final Json json;

    WireType(Form form, Values values, Json json) {
        this.form = form;
        this.values = values;
        this.json = json;
    }

    private enum Form {
        VARINT,
        ZIGZAG,
        FOUR_BYTES,
        EIGHT_BYTES,
        FLOAT,
        DOUBLE,
        BYTES,
        GROUP
    }

    /** Which integers a type has. */
    private enum Values {
        SIGNED_32(true, 32),
        SIGNED_64(true, 64),
        UNSIGNED_32(false, 32),
        UNSIGNED_64(false, 64),
        BIT(false, 1),
        OTHER(false, 0);

        private final boolean signed;
        private final int bits;

        Values(boolean signed, int bits) {
            this.signed = signed;
            this.bits = bits;
        }

        boolean contains(Values other) {
            return signed == other.signed ? bits >= other.bits : signed && bits > other.bits;
        }
    }

    /** What a value is in JSON. */
    enum Json {
        NUMBER("a number"),
        NUMBER_AS_STRING("a string with a number"),
        FRACTION("a number with a fraction"),
        BOOL("true or false"),
        NAME("the name of a value"),
        STRING("a string"),
        BASE64("Base64"),
        OBJECT("an object");

        private final String text;

        Json(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static WireType of(FieldDescriptor field) {
        return valueOf(field.getType().name());
    }

    /** Whether the bytes of one are taken for the other: protobuf's groups of types, but a message is no text. */
    boolean readsAs(WireType other) {
        boolean textAndMessage = (this == STRING && other == MESSAGE) || (this == MESSAGE && other == STRING);
        return form == other.form && !textAndMessage;
    }

    /** Whether each value of the other, which reads as this one, is one of this, too. */
    boolean hasAllOf(WireType other) {
        if (values == Values.OTHER) {
            return this == other || this == BYTES;
        }
        return values.contains(other.values);
    }

    Json json() {
        return json;
    }
}
