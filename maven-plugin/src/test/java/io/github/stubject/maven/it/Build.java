package io.github.stubject.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

/** How a run of Maven ended, and what it printed. */
record Build(boolean success, List<String> log) {
    Build succeeds() {
        assertThat(success).as(text()).isTrue();
        return this;
    }

    /** It failed as Maven fails for a user's mistake: without a stack trace. */
    Build fails() {
        assertThat(success).as(text()).isFalse();
        assertThat(log).as("a stack trace").noneMatch(line -> line.startsWith("\tat ") || line.contains("\tat io."));
        return this;
    }

    /** It failed with this message of the goal, whole. */
    Build failsWith(String message) {
        fails();
        assertThat(log)
                .as(text())
                .anyMatch(line -> line.startsWith("[ERROR] Failed to execute goal ")
                        && line.endsWith(": " + message + " -> [Help 1]"));
        return this;
    }

    /** Some line contains the text. */
    Build says(String text) {
        assertThat(text()).contains(text);
        return this;
    }

    Build doesNotSay(String text) {
        assertThat(text()).doesNotContain(text);
        return this;
    }

    /** A line of the error is this, whole. */
    Build saysAsError(String line) {
        assertThat(log).contains("[ERROR] " + line);
        return this;
    }

    private String text() {
        return log.stream().collect(Collectors.joining("\n"));
    }
}
