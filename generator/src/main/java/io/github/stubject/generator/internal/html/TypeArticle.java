package io.github.stubject.generator.internal.html;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.github.stubject.generator.internal.document.DescribedSchema;
import io.github.stubject.generator.internal.document.WellKnownForm;
import io.github.stubject.generator.internal.reader.Place;
import io.github.stubject.generator.internal.tree.JsonWriter;
import io.github.stubject.generator.internal.tree.Node;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A message with its fields, or an enum with its values. */
final class TypeArticle {
    private static final int MOST_USES = 8;

    private final DescribedSchema schema;
    private final Types types;
    private final Markup out;

    TypeArticle(DescribedSchema schema, Types types, Markup out) {
        this.schema = schema;
        this.types = types;
        this.out = out;
    }

    void write(GenericDescriptor type) {
        if (type instanceof EnumDescriptor enumType) {
            begin(type, "enum", enumType.getOptions().getDeprecated());
            out.html(Markdown.html(schema.comment(Place.of(enumType))));
            values(enumType);
        } else if (type instanceof Descriptor message) {
            begin(type, "message", message.getOptions().getDeprecated());
            message(message);
        }
        out.closeLine();
    }

    private void begin(GenericDescriptor type, String kind, boolean deprecated) {
        String anchor = Links.anchor(type);
        out.open("article", "class", "type", "id", anchor).line();
        Links.heading("h3", anchor, anchor, out);
        out.text(" ").element("span", kind, "class", "kind");
        Badges.deprecated(deprecated, out);
        out.closeLine();
    }

    private void message(Descriptor message) {
        WellKnownForm form = WellKnownForm.of(message);
        if (form == null) {
            out.html(Markdown.html(schema.comment(Place.of(message))));
            uses(types.uses(message));
            message.getRealOneofs().forEach(this::oneof);
            fields(message.getFields());
        } else {
            out.element("p", form.description()).line();
            uses(types.uses(message));
        }
        Examples.message(message)
                .ifPresentOrElse(
                        this::example,
                        () -> out.element("p", "Too large for an example: more than a thousand fields are required.")
                                .line());
    }

    private void example(Node message) {
        out.open("details").element("summary", "Example in JSON");
        Paste.block(JsonWriter.write(message), out);
        out.closeLine();
    }

    private void uses(Set<MethodDescriptor> methods) {
        if (methods.isEmpty()) {
            return;
        }
        out.open("p", "class", "uses").text("Used by ");
        String comma = "";
        for (MethodDescriptor method : methods.stream().limit(MOST_USES).toList()) {
            out.text(comma);
            Links.write(method, method.getService().getName() + "." + method.getName(), out);
            comma = ", ";
        }
        if (methods.size() > MOST_USES) {
            out.text(" and " + String.format(Locale.ROOT, "%,d", methods.size() - MOST_USES) + " more");
        }
        out.closeLine();
    }

    private void oneof(OneofDescriptor oneof) {
        out.open("p", "class", "oneof").element("b", oneof.getName()).text(": one at most of ");
        out.text(oneof.getFields().stream().map(FieldDescriptor::getName).collect(Collectors.joining(", ")));
        out.closeLine();
        out.html(Markdown.html(schema.comment(Place.of(oneof))));
    }

    private void fields(List<FieldDescriptor> fields) {
        if (fields.isEmpty()) {
            out.element("p", "No fields.").line();
            return;
        }
        out.open("dl", "class", "fields").line();
        for (FieldDescriptor field : fields) {
            out.open("div", "id", Links.anchor(field)).open("dt");
            out.element("code", field.getName()).text(" ");
            out.open("span", "class", "shape");
            shape(field);
            out.text(" = " + field.getNumber()).close();
            labels(field);
            out.close().open("dd");
            if (!field.getJsonName().equals(field.getName())) {
                out.open("p", "class", "json")
                        .text("JSON ")
                        .element("code", field.getJsonName())
                        .close();
            }
            out.html(Markdown.html(schema.comment(Place.of(field))));
            out.close().closeLine();
        }
        out.closeLine();
    }

    private void shape(FieldDescriptor field) {
        if (field.isMapField()) {
            FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
            out.text("map<" + scalar(key) + ", ");
            typeOf(field.getMessageType().findFieldByNumber(2));
            out.text(">");
            return;
        }
        out.text(field.isRepeated() ? "repeated " : field.isRequired() ? "required " : "");
        out.text(isOptional(field) ? "optional " : "");
        typeOf(field);
    }

    /** Written as such: presence that messages have by themselves is no news. */
    private static boolean isOptional(FieldDescriptor field) {
        return !field.isRepeated()
                && !field.isRequired()
                && field.hasPresence()
                && field.getRealContainingOneof() == null
                && field.getJavaType() != FieldDescriptor.JavaType.MESSAGE;
    }

    private void typeOf(FieldDescriptor field) {
        switch (field.getJavaType()) {
            case MESSAGE -> Links.write(field.getMessageType(), out);
            case ENUM -> Links.write(field.getEnumType(), out);
            default -> out.text(scalar(field));
        }
    }

    private static String scalar(FieldDescriptor field) {
        return field.getType().name().toLowerCase(Locale.ROOT);
    }

    private void labels(FieldDescriptor field) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        if (oneof != null) {
            out.text(" ").element("span", "one of " + oneof.getName(), "class", "kind");
        }
        Badges.deprecated(field.getOptions().getDeprecated(), out);
    }

    private void values(EnumDescriptor type) {
        out.open("dl", "class", "fields").line();
        for (EnumValueDescriptor value : type.getValues()) {
            out.open("div", "id", Links.anchor(value)).open("dt");
            out.element("code", value.getName()).text(" ");
            out.element("span", "= " + value.getNumber(), "class", "shape");
            Badges.deprecated(value.getOptions().getDeprecated(), out);
            out.close().open("dd").html(Markdown.html(schema.comment(Place.of(value))));
            out.close().closeLine();
        }
        out.closeLine();
    }
}
