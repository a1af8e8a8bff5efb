package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** All pairs of types that methods reach, and by which methods; who uses a type is worked out when somebody asks. */
final class TypeGraph {
    private final Snapshot was;
    private final Snapshot now;
    private final Map<TypePair, Node> nodes = new LinkedHashMap<>();

    TypeGraph(Snapshot was, Snapshot now) {
        this.was = was;
        this.now = now;
    }

    /** Who names a pair: methods, and pairs of messages by their fields. */
    private static final class Node {
        private final Uses direct = new Uses();
        private final List<TypePair> users = new ArrayList<>();
    }

    /** Takes up what a method takes or answers with, and all that this reaches. */
    void add(Descriptor typeWas, Descriptor typeNow, MethodDescriptor method, Way way) {
        TypePair root = new TypePair(typeWas, typeNow);
        Deque<TypePair> open = new ArrayDeque<>();
        node(root, open).direct.add(method, way);
        while (!open.isEmpty()) {
            TypePair pair = open.remove();
            for (TypePair inner : inner(pair)) {
                node(inner, open).users.add(pair);
            }
        }
    }

    private Node node(TypePair pair, Deque<TypePair> open) {
        return nodes.computeIfAbsent(pair, isNew -> {
            open.add(pair);
            return new Node();
        });
    }

    private Set<TypePair> inner(TypePair pair) {
        Set<TypePair> inner = new LinkedHashSet<>();
        if (pair.was() instanceof Descriptor messageWas && pair.now() instanceof Descriptor messageNow) {
            Map<Integer, FieldDescriptor> fieldsNow = now.fields(messageNow);
            was.fields(messageWas).forEach((number, fieldWas) -> {
                FieldDescriptor fieldNow = fieldsNow.get(number);
                TypePair types = fieldNow == null ? null : TypePair.of(fieldWas, fieldNow);
                if (types != null) {
                    inner.add(types);
                }
            });
        }
        return inner;
    }

    Collection<TypePair> pairs() {
        return nodes.keySet();
    }

    /** All methods that reach the pair. */
    Uses uses(TypePair pair) {
        Uses uses = new Uses();
        Set<TypePair> seen = new HashSet<>(Set.of(pair));
        Deque<TypePair> open = new ArrayDeque<>(Set.of(pair));
        while (!open.isEmpty()) {
            Node node = Objects.requireNonNull(nodes.get(open.remove()));
            uses.addAll(node.direct);
            node.users.stream().filter(seen::add).forEach(open::add);
        }
        return uses;
    }
}
