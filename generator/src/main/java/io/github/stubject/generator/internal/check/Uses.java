package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.generator.check.Affected;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** By which methods a message travels, and how. */
final class Uses {
    private final Set<String> methods = new TreeSet<>();
    private final Set<Way> ways = EnumSet.noneOf(Way.class);

    void add(MethodDescriptor method, Way way) {
        methods.add(method.getFullName());
        ways.add(way);
    }

    void addAll(Uses others) {
        methods.addAll(others.methods);
        ways.addAll(others.ways);
    }

    /** The full names, sorted. */
    List<String> methods() {
        return List.copyOf(methods);
    }

    Set<Affected> affected(Breaks breaks) {
        Set<Affected> affected = EnumSet.noneOf(Affected.class);
        if (breaks == Breaks.JSON_USERS) {
            affected.add(Affected.JSON_USERS);
        }
        for (Way way : ways) {
            if (breaks == Breaks.ALL || breaks == Breaks.OLD_SENDERS) {
                affected.addAll(way.senders());
            }
            if (breaks == Breaks.ALL || breaks == Breaks.OLD_READERS) {
                affected.addAll(way.readers());
            }
        }
        return affected;
    }
}
