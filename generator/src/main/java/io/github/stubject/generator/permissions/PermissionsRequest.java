package io.github.stubject.generator.permissions;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * For what to print permissions.
 *
 * @param descriptorSet a serialized {@code FileDescriptorSet}, written by protoc with {@code --include_imports}
 * @param files the proto files whose services it is about, named as in the set
 * @param services the names of some of their services, full or without the package; none for all
 * @param roles the roles to print; none for all
 * @param prefix what hosts and clients put before all subjects; {@code null} if they put nothing there
 * @param parameters subject parameters by the path of their field, with the only value that is allowed; others are open
 * @param inboxPrefix where answers come, as the connection's {@code inboxPrefix} says; {@code null} for {@code _INBOX}
 * @param consumer what {@code DurableOptions.named} says for listeners of durable events; {@code null} if nobody has said
 * @param queueGroup the queue group of listeners to core events; {@code null} for none
 * @param deadLetters the beginning of the subjects of dead letters; {@code null} if there are none
 */
// The bytes are read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record PermissionsRequest(
        byte[] descriptorSet,
        Set<String> files,
        SortedSet<String> services,
        Set<Role> roles,
        @Nullable String prefix,
        SortedMap<String, String> parameters,
        @Nullable String inboxPrefix,
        @Nullable String consumer,
        @Nullable String queueGroup,
        @Nullable String deadLetters) {
    public PermissionsRequest {
        files = Set.copyOf(files);
        services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
        roles = roles.isEmpty() ? EnumSet.allOf(Role.class) : EnumSet.copyOf(roles);
        roles = Collections.unmodifiableSet(roles);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** A request for all services of these files, in all roles, of which nobody has said more. */
    public static Builder builder(byte[] descriptorSet, Set<String> files) {
        return new Builder(descriptorSet, files);
    }

    /** Builds a request. Every method but the last is optional. */
    public static final class Builder {
        private final byte[] descriptorSet;
        private final Set<String> files;
        private final Set<String> services = new LinkedHashSet<>();
        private final Set<Role> roles = new LinkedHashSet<>();
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private @Nullable String prefix;
        private @Nullable String inboxPrefix;
        private @Nullable String consumer;
        private @Nullable String queueGroup;
        private @Nullable String deadLetters;

        private Builder(byte[] descriptorSet, Set<String> files) {
            this.descriptorSet = descriptorSet;
            this.files = files;
        }

        /** Adds a service to print; without any, all are printed. */
        public Builder service(String name) {
            services.add(name);
            return this;
        }

        /** Adds a role to print; without any, all are printed. */
        public Builder role(Role role) {
            roles.add(role);
            return this;
        }

        /** Fixes a subject parameter. */
        public Builder parameter(String field, String value) {
            parameters.put(field, value);
            return this;
        }

        /** What hosts and clients put before all subjects. */
        public Builder prefix(@Nullable String prefix) {
            this.prefix = prefix;
            return this;
        }

        /** Where answers come: {@code _INBOX} unless set. */
        public Builder inboxPrefix(@Nullable String inboxPrefix) {
            this.inboxPrefix = inboxPrefix;
            return this;
        }

        /** What {@code DurableOptions.named} says. */
        public Builder consumer(@Nullable String consumer) {
            this.consumer = consumer;
            return this;
        }

        /** The queue group of listeners to core events. */
        public Builder queueGroup(@Nullable String queueGroup) {
            this.queueGroup = queueGroup;
            return this;
        }

        /** What {@code DurableOptions.deadLetters} says: the beginning of their subjects. */
        public Builder deadLetters(@Nullable String deadLetters) {
            this.deadLetters = deadLetters;
            return this;
        }

        /** The request. */
        public PermissionsRequest build() {
            return new PermissionsRequest(
                    descriptorSet,
                    files,
                    new TreeSet<>(services),
                    roles,
                    prefix,
                    new TreeMap<>(parameters),
                    inboxPrefix,
                    consumer,
                    queueGroup,
                    deadLetters);
        }
    }
}
