package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.generator.check.Affected;
import io.github.stubject.generator.internal.reader.Events;
import java.util.EnumSet;
import java.util.Set;

/** How a message goes from one program to another, or to itself some time later. */
enum Way {
    REQUEST,
    RESPONSE,
    EVENT,
    STORED_EVENT;

    /** How the message that a method takes travels. */
    static Way in(MethodDescriptor method) {
        if (!Events.isEvent(method)) {
            return REQUEST;
        }
        return Events.durable(method) == null ? EVENT : STORED_EVENT;
    }

    /** What is old and sends. */
    Set<Affected> senders() {
        return switch (this) {
            case REQUEST -> EnumSet.of(Affected.OLD_CLIENTS);
            case RESPONSE -> EnumSet.of(Affected.OLD_SERVICES);
            case EVENT -> EnumSet.of(Affected.OLD_PUBLISHERS);
            case STORED_EVENT -> EnumSet.of(Affected.OLD_PUBLISHERS, Affected.STORED_EVENTS);
        };
    }

    /** What is old and reads. */
    Set<Affected> readers() {
        return switch (this) {
            case REQUEST -> EnumSet.of(Affected.OLD_SERVICES);
            case RESPONSE -> EnumSet.of(Affected.OLD_CLIENTS);
            case EVENT, STORED_EVENT -> EnumSet.of(Affected.OLD_LISTENERS);
        };
    }

    /** Everybody on both sides of the method. */
    static Set<Affected> bothSides(MethodDescriptor method) {
        Set<Affected> all = in(method).senders();
        all.addAll(in(method).readers());
        return all;
    }
}
