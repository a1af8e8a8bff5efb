package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.MethodDescriptor;

/** Which methods are generated. */
final class MethodKinds {
    private MethodKinds() {}

    static boolean streams(MethodDescriptor method) {
        return method.isClientStreaming() || method.isServerStreaming();
    }

    static boolean unary(MethodDescriptor method) {
        return !streams(method);
    }
}
