package io.github.stubject.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into JSON and back, found as a {@link ServiceLoader} service. {@code stubject-json} brings the one that
 * is meant; without any, requests in JSON are refused. Safe for any thread.
 */
public interface JsonCodec {
    /** The message in protobuf's canonical JSON, as UTF-8. */
    byte[] print(Message message);

    /**
     * Adds what the JSON says to the builder. Unknown fields are ignored.
     *
     * @throws InvalidProtocolBufferException if it is no JSON, or none of this type; the text says where
     */
    void merge(byte[] json, Message.Builder builder) throws InvalidProtocolBufferException;

    /** The codec on the class path of this runtime, looked up once; {@code null} if there is none. */
    static @Nullable JsonCodec installed() {
        return Installed.CODEC;
    }

    /** Delays the look-up until JSON is first needed. */
    final class Installed {
        private static final @Nullable JsonCodec CODEC = find();

        private Installed() {}

        /** One that cannot be loaded must not keep plain protobuf from working. */
        private static @Nullable JsonCodec find() {
            try {
                return ServiceLoader.load(JsonCodec.class, JsonCodec.class.getClassLoader())
                        .findFirst()
                        .orElse(null);
            } catch (ServiceConfigurationError | LinkageError e) {
                System.getLogger(JsonCodec.class.getName())
                        .log(System.Logger.Level.ERROR, "There is a JSON codec, but it cannot be loaded", e);
                return null;
            }
        }
    }
}
