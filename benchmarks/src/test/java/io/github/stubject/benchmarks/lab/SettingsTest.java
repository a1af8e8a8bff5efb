package io.github.stubject.benchmarks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void reachAnotherProcessAsArguments() {
        Settings settings = Settings.of("bytes", 16).with("direct", true).withNats("nats://127.0.0.1:4222?a=b");

        Settings there = Settings.parse(settings.arguments());

        assertThat(there).isEqualTo(settings);
        assertThat(there.number("bytes")).isEqualTo(16);
        assertThat(there.has("direct")).isTrue();
        assertThat(there.nats()).isEqualTo("nats://127.0.0.1:4222?a=b");
    }

    @Test
    void areFalseOrAnotherNumberWhereNothingIsSaid() {
        assertThat(Settings.NONE.has("direct")).isFalse();
        assertThat(Settings.NONE.number("interceptors", 5)).isEqualTo(5);
    }
}
