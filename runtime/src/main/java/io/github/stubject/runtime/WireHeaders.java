package io.github.stubject.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The headers of the protocol; {@code docs/wire-protocol.md} is their specification. */
final class WireHeaders {
    static final String CONTENT_TYPE = "Content-Type";

    /** Of the NATS services specification (ADR-32): the error as text, and as a number. */
    static final String SERVICE_ERROR = "Nats-Service-Error";

    static final String SERVICE_ERROR_CODE = "Nats-Service-Error-Code";

    /** The error's name in google.rpc.Code; says also that the body is a {@code stubject.Status}. */
    static final String CODE = "Stubject-Code";

    /** Says that the implementation did not run. */
    static final String NOT_RUN = "Stubject-Not-Run";

    /** How long the caller waits from the moment the request is sent, in milliseconds. */
    static final String TIMEOUT_MS = "Stubject-Timeout-Ms";

    /** In a request: the wish to know the instance that answers. In a reply: its id. */
    static final String INSTANCE = "Stubject-Instance";

    /** Opens a stream, and marks those of its frames that have headers. */
    static final String STREAM = "Stubject-Stream";

    /** The value of any header that only says yes. */
    static final String YES = "1";

    private static final Set<String> OWN = Set.of(
            CONTENT_TYPE.toLowerCase(Locale.ROOT),
            SERVICE_ERROR.toLowerCase(Locale.ROOT),
            SERVICE_ERROR_CODE.toLowerCase(Locale.ROOT));

    private static final int LONGEST_TEXT = 1024;
    private static final int BYTE = 0xFF;

    private WireHeaders() {}

    /** Whether a received header is the protocol's own business. */
    static boolean isOwn(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("stubject-") || OWN.contains(lower);
    }

    /** Whether nobody but the protocols may send a header of this name. */
    static boolean isReserved(String name) {
        return isOwn(name) || name.toLowerCase(Locale.ROOT).startsWith("nats-");
    }

    /** A text percent-encoded where a header cannot have it. Other texts stay others: what encodes is encoded, too. */
    static String encoded(String text) {
        if (text.chars().allMatch(WireHeaders::isPlain)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder();
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(next)) {
                encoded.append((char) next);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", next & BYTE));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c <= '~' && c != '%';
    }

    /** A text made fit for a header: printable ASCII in one line of bounded length. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_TEXT)
                .forEach(c -> clean.append(c >= ' ' && c <= '~' ? (char) c : c < ' ' ? ' ' : '?'));
        return clean.toString().trim();
    }
}
