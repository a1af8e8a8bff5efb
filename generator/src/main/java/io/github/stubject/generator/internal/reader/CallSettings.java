package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.proto.MethodOptions;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.ServiceOptions;
import org.jspecify.annotations.Nullable;

/** What the schema says of how a method is called: the method itself, or else its service. */
public final class CallSettings {
    private CallSettings() {}

    /** The queue group; {@code null} if neither says. */
    public static @Nullable String queueGroup(MethodDescriptor method) {
        if (ofMethod(method).hasQueueGroup()) {
            return ofMethod(method).getQueueGroup();
        }
        ServiceOptions ofService = ofService(method);
        return ofService.hasQueueGroup() ? ofService.getQueueGroup() : null;
    }

    /**
     * The timeout; {@code null} if neither says. A service's is for waiting for an answer, not for how long a stream may
     * go on.
     */
    public static @Nullable Long timeoutMillis(MethodDescriptor method) {
        if (ofMethod(method).hasTimeoutMs()) {
            return Integer.toUnsignedLong(ofMethod(method).getTimeoutMs());
        }
        boolean streams = method.isClientStreaming() || method.isServerStreaming();
        ServiceOptions ofService = ofService(method);
        return ofService.hasTimeoutMs() && !streams ? (Long) Integer.toUnsignedLong(ofService.getTimeoutMs()) : null;
    }

    /** Whether running it twice does no more than running it once. */
    public static boolean isIdempotent(MethodDescriptor method) {
        return method.getOptions().getIdempotencyLevel() != IdempotencyLevel.IDEMPOTENCY_UNKNOWN;
    }

    private static MethodOptions ofMethod(MethodDescriptor method) {
        return method.getOptions().getExtension(OptionsProto.method);
    }

    private static ServiceOptions ofService(MethodDescriptor method) {
        return method.getService().getOptions().getExtension(OptionsProto.service);
    }
}
