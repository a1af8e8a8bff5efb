package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtocVersionTest {
    @Test
    void protoc_has_the_version_of_protobuf_java_without_its_major() {
        assertThat(ProtocVersion.goTogether("36.1", "4.36.1")).isTrue();
        assertThat(ProtocVersion.goTogether("25.5", "3.25.5")).isTrue();
        assertThat(ProtocVersion.goTogether("30.0-rc1", "4.30.0-RC1")).isTrue();
    }

    @Test
    void the_oldest_have_the_same_version() {
        assertThat(ProtocVersion.goTogether("3.20.3", "3.20.3")).isTrue();
    }

    @Test
    void others_do_not_go_together() {
        assertThat(ProtocVersion.goTogether("36.2", "4.36.1")).isFalse();
        assertThat(ProtocVersion.goTogether("6.1", "4.36.1")).isFalse();
    }
}
