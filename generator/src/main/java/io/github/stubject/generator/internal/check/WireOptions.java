package io.github.stubject.generator.internal.check;

import com.google.protobuf.DescriptorProtos.EnumOptions;
import com.google.protobuf.DescriptorProtos.EnumValueOptions;
import com.google.protobuf.DescriptorProtos.ExtensionRangeOptions;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.OneofOptions;
import com.google.protobuf.DescriptorProtos.ServiceOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.github.stubject.proto.OptionsProto;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leaves of all options those that say something of the wire, and ours, which the descriptors know as unknown fields. */
final class WireOptions {
    private static final Map<Descriptor, Set<Integer>> KEPT = Map.of(
            FileOptions.getDescriptor(),
            Set.of(FileOptions.FEATURES_FIELD_NUMBER),
            MessageOptions.getDescriptor(),
            Set.of(
                    MessageOptions.MAP_ENTRY_FIELD_NUMBER,
                    MessageOptions.MESSAGE_SET_WIRE_FORMAT_FIELD_NUMBER,
                    MessageOptions.FEATURES_FIELD_NUMBER),
            FieldOptions.getDescriptor(),
            Set.of(FieldOptions.PACKED_FIELD_NUMBER, FieldOptions.FEATURES_FIELD_NUMBER),
            OneofOptions.getDescriptor(),
            Set.of(OneofOptions.FEATURES_FIELD_NUMBER),
            EnumOptions.getDescriptor(),
            Set.of(EnumOptions.ALLOW_ALIAS_FIELD_NUMBER, EnumOptions.FEATURES_FIELD_NUMBER),
            EnumValueOptions.getDescriptor(),
            Set.of(EnumValueOptions.FEATURES_FIELD_NUMBER),
            ServiceOptions.getDescriptor(),
            Set.of(ServiceOptions.FEATURES_FIELD_NUMBER, OptionsProto.service.getNumber()),
            MethodOptions.getDescriptor(),
            Set.of(
                    MethodOptions.IDEMPOTENCY_LEVEL_FIELD_NUMBER,
                    MethodOptions.FEATURES_FIELD_NUMBER,
                    OptionsProto.method.getNumber()),
            ExtensionRangeOptions.getDescriptor(),
            Set.of(ExtensionRangeOptions.FEATURES_FIELD_NUMBER));

    private WireOptions() {}

    /** The declaration with no other options, on whatever is inside it. */
    static <M extends Message> M only(M declaration) {
        Message.Builder only = declaration.toBuilder();
        declaration.getAllFields().forEach((field, value) -> {
            if (value instanceof List<?> values) {
                for (int i = 0; i < values.size(); i++) {
                    if (values.get(i) instanceof Message inner) {
                        only.setRepeatedField(field, i, only(inner));
                    }
                }
            } else if (value instanceof Message inner) {
                Set<Integer> kept = KEPT.get(field.getMessageType());
                Message left = kept == null ? only(inner) : kept(inner, kept);
                if (kept != null && left.getSerializedSize() == 0) {
                    only.clearField(field);
                } else {
                    only.setField(field, left);
                }
            }
        });
        @SuppressWarnings("unchecked") // a builder builds what it was made of
        M left = (M) only.build();
        return left;
    }

    private static Message kept(Message options, Set<Integer> numbers) {
        Message.Builder kept = options.newBuilderForType();
        options.getAllFields().forEach((field, value) -> {
            if (numbers.contains(field.getNumber())) {
                kept.setField(field, value);
            }
        });
        UnknownFieldSet.Builder unknown = UnknownFieldSet.newBuilder();
        options.getUnknownFields().asMap().forEach((number, value) -> {
            if (numbers.contains(number)) {
                unknown.addField(number, value);
            }
        });
        return kept.setUnknownFields(unknown.build()).build();
    }
}
