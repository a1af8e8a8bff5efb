package io.github.stubject.generator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to describe in a document.
 *
 * @param descriptorSet a serialized {@code FileDescriptorSet}, written by protoc with {@code --include_imports} and
 *     {@code --include_source_info}. Without source info there are no descriptions.
 * @param files the proto files whose services it is about, named as in the set
 * @param prefix what hosts and clients put before all subjects; {@code null} if they put nothing there
 * @param title the title of the document; {@code null} for the name of the service, or the package of several
 * @param version the version of the document; {@code null} for that of the services if they have the same
 */
// The bytes are read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record DocumentRequest(
        byte[] descriptorSet,
        Set<String> files,
        @Nullable String prefix,
        @Nullable String title,
        @Nullable String version) {
    public DocumentRequest {
        files = Set.copyOf(files);
    }

    /** A request for all services of these files, of which nobody has said more. */
    public static Builder builder(byte[] descriptorSet, Set<String> files) {
        return new Builder(descriptorSet, files);
    }

    /** Builds a request. Every method but the last is optional. */
    public static final class Builder {
        private final byte[] descriptorSet;
        private final Set<String> files;
        private @Nullable String prefix;
        private @Nullable String title;
        private @Nullable String version;

        private Builder(byte[] descriptorSet, Set<String> files) {
            this.descriptorSet = descriptorSet;
            this.files = files;
        }

        /** What hosts and clients put before all subjects. */
        public Builder prefix(@Nullable String prefix) {
            this.prefix = prefix;
            return this;
        }

        /** The title of the document. */
        public Builder title(@Nullable String title) {
            this.title = title;
            return this;
        }

        /** The version of the document. */
        public Builder version(@Nullable String version) {
            this.version = version;
            return this;
        }

        /** The request. */
        public DocumentRequest build() {
            return new DocumentRequest(descriptorSet, files, prefix, title, version);
        }
    }
}
