package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    @Test
    void the_nearest_is_meant() {
        assertThat(Suggestion.of("com.acme:wether", List.of("com.acme:whale", "com.acme:weather")))
                .contains("com.acme:weather");
    }

    @Test
    void something_quite_different_is_not_meant() {
        assertThat(Suggestion.of("org.example:orders", List.of("com.acme:weather")))
                .isEmpty();
    }
}
