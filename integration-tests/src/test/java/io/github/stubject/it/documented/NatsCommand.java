package io.github.stubject.it.documented;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A command on a page, as a POSIX shell and the NATS command line tool would understand it. */
record NatsCommand(String verb, String subject, String payload, Headers headers, Duration timeout) {
    private static final Duration USUAL = Duration.ofSeconds(5);

    static NatsCommand parse(String text) {
        Deque<String> words = new ArrayDeque<>(words(text));
        if (!words.remove().equals("nats")) {
            throw new IllegalArgumentException(text);
        }
        String verb = words.remove();
        Headers headers = new Headers();
        Duration timeout = USUAL;
        List<String> arguments = new ArrayList<>();
        boolean options = true;
        while (!words.isEmpty()) {
            String word = words.remove();
            if (!options || !word.startsWith("-")) {
                arguments.add(word);
            } else if (word.equals("--")) {
                options = false;
            } else if (word.equals("-H")) {
                String[] header = words.remove().split(":", 2);
                headers.add(header[0], header[1]);
            } else if (word.startsWith("--timeout=")) {
                timeout = Duration.parse("PT" + word.substring("--timeout=".length()));
            } else if (!word.equals("--replies=0")) {
                throw new IllegalArgumentException("unknown option " + word + ": " + text);
            }
        }
        return new NatsCommand(verb, arguments.get(0), arguments.size() > 1 ? arguments.get(1) : "", headers, timeout);
    }

    /** Words with quotes around parts of them, as {@code 'it'\''s'}. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == '\\' && !quoted) {
                word.append(text.charAt(++i));
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }

    NatsMessage message() {
        return NatsMessage.builder()
                .subject(subject)
                .headers(headers)
                .data(payload.getBytes(UTF_8))
                .build();
    }
}
