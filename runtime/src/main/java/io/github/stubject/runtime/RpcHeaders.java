package io.github.stubject.runtime;

import io.nats.client.impl.Headers;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What travels beside a message: names with one or more values, in text or in bytes. Immutable. The case of names does
 * not matter when they are looked up.
 *
 * <p>A name is printable ASCII without blank and colon. A text is printable ASCII too, and neither begins nor ends with a
 * blank; anything else travels as bytes, under a name that ends in {@code -bin}, as with gRPC. Names that begin with
 * {@code Nats-} or {@code Stubject-}, and {@code Content-Type}, belong to the protocols and are refused.
 */
@SuppressWarnings("NonApiType") // a field of a serializable class is of a class that is serializable
public final class RpcHeaders implements Serializable {
    private static final long serialVersionUID = 1;

    /** No headers. */
    public static final RpcHeaders EMPTY = new RpcHeaders(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

    private static final String BINARY_SUFFIX = "-bin";

    /** By name, its case ignored; the key is the name as it was first written. */
    private final TreeMap<String, List<String>> values;

    private RpcHeaders(TreeMap<String, List<String>> values) {
        this.values = values;
    }

    /** Those of a message that the protocol does not use itself. */
    static RpcHeaders of(@Nullable Headers received) {
        if (received == null) {
            return EMPTY;
        }
        TreeMap<String, List<String>> foreign = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        received.forEach((name, texts) -> {
            if (!WireHeaders.isOwn(name)) {
                foreign.computeIfAbsent(name, any -> new ArrayList<>()).addAll(texts);
            }
        });
        return foreign.isEmpty() ? EMPTY : new RpcHeaders(foreign);
    }

    /**
     * These with one text under a name, in place of what was there.
     *
     * @throws IllegalArgumentException if the name is illegal, reserved or one for bytes, or if the text is not printable
     *     ASCII
     */
    public RpcHeaders with(String name, String text) {
        return replaced(checkTextName(name), List.of(checkText(name, text)));
    }

    /** These with one more text under a name; otherwise as {@link #with(String, String)}. */
    public RpcHeaders and(String name, String text) {
        List<String> more = new ArrayList<>(all(checkTextName(name)));
        more.add(checkText(name, text));
        return replaced(name, more);
    }

    /**
     * These with bytes under a name, in place of what was there.
     *
     * @param name one that ends in {@code -bin}
     * @throws IllegalArgumentException if the name is illegal, reserved, or not one for bytes
     */
    public RpcHeaders withBytes(String name, byte[] bytes) {
        if (!isForBytes(checkName(name))) {
            throw new IllegalArgumentException("header \"" + name + "\" is for text; the name of one for bytes ends in "
                    + BINARY_SUFFIX + ", such as " + name + BINARY_SUFFIX);
        }
        return replaced(name, List.of(Base64.getEncoder().withoutPadding().encodeToString(bytes)));
    }

    /** These with all of the others, which win where both have a name. */
    public RpcHeaders with(RpcHeaders others) {
        if (values.isEmpty() || others.values.isEmpty()) {
            return values.isEmpty() ? others : this;
        }
        TreeMap<String, List<String>> merged = copy();
        others.values.forEach((name, texts) -> {
            merged.remove(name);
            merged.put(name, texts);
        });
        return new RpcHeaders(merged);
    }

    private RpcHeaders replaced(String name, List<String> texts) {
        TreeMap<String, List<String>> changed = copy();
        changed.remove(name);
        changed.put(name, List.copyOf(texts));
        return new RpcHeaders(changed);
    }

    private TreeMap<String, List<String>> copy() {
        return new TreeMap<>(values);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The names in alphabetical order; immutable. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** The last text under a name; {@code null} if there is none. */
    public @Nullable String get(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** All texts under a name, in order; empty if there are none. */
    public List<String> all(String name) {
        return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
    }

    /**
     * The bytes under a name; {@code null} if there are none.
     *
     * @throws IllegalArgumentException if what is there is not the Base64 that bytes travel in
     */
    public byte @Nullable [] bytes(String name) {
        String text = get(name);
        if (text == null) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("header \"" + name + "\" is not Base64: " + e.getMessage(), e);
        }
    }

    void writeTo(Headers headers) {
        values.forEach(headers::put);
    }

    void writeTo(LazyHeaders headers) {
        if (!values.isEmpty()) {
            values.forEach(headers::put);
        }
    }

    private static String checkTextName(String name) {
        if (isForBytes(checkName(name))) {
            throw new IllegalArgumentException(
                    "header \"" + name + "\" is for bytes, since its name ends in " + BINARY_SUFFIX);
        }
        return name;
    }

    private static boolean isForBytes(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(BINARY_SUFFIX);
    }

    private static String checkName(String name) {
        boolean legal = !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c <= '~' && c != ':');
        if (!legal) {
            throw new IllegalArgumentException(
                    "header name \"" + WireHeaders.clean(name) + "\" is not printable ASCII without blank and colon");
        }
        if (WireHeaders.isReserved(name)) {
            throw new IllegalArgumentException("header \"" + name + "\" is reserved: names that begin with Nats- or"
                    + " Stubject-, and Content-Type, belong to the protocols");
        }
        return name;
    }

    private static String checkText(String name, String text) {
        if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("the value of header \"" + name
                    + "\" is not printable ASCII; send it as bytes, under " + name + BINARY_SUFFIX);
        }
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException("the value of header \"" + name
                    + "\" begins or ends with a blank, which is lost on the way; send it as bytes, under " + name
                    + BINARY_SUFFIX);
        }
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RpcHeaders that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names alone: values may be secrets. */
    @Override
    public String toString() {
        return names().toString();
    }
}
