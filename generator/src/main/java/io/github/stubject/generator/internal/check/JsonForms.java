package io.github.stubject.generator.internal.check;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.FloatValue;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Int64Value;
import com.google.protobuf.ListValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.Value;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The messages of protobuf that JSON has a form of their own for: there the name counts, and not the structure alone. */
final class JsonForms {
    private static final Set<String> OWN = Stream.of(
                    Any.getDescriptor(),
                    Timestamp.getDescriptor(),
                    Duration.getDescriptor(),
                    FieldMask.getDescriptor(),
                    Struct.getDescriptor(),
                    Value.getDescriptor(),
                    ListValue.getDescriptor(),
                    DoubleValue.getDescriptor(),
                    FloatValue.getDescriptor(),
                    Int64Value.getDescriptor(),
                    UInt64Value.getDescriptor(),
                    Int32Value.getDescriptor(),
                    UInt32Value.getDescriptor(),
                    BoolValue.getDescriptor(),
                    StringValue.getDescriptor(),
                    BytesValue.getDescriptor())
            .map(Descriptor::getFullName)
            .collect(Collectors.toUnmodifiableSet());

    private JsonForms() {}

    /** Whether two messages look different in JSON, if they have the same structure. */
    static boolean differ(Descriptor was, Descriptor now) {
        return !was.getFullName().equals(now.getFullName())
                && (OWN.contains(was.getFullName()) || OWN.contains(now.getFullName()));
    }
}
