package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtobufFloorTest {
    @Test
    void the_oldest_and_newer_ones_do() {
        assertThat(ProtobufFloor.check("3.25.5")).isNull();
        assertThat(ProtobufFloor.check("3.25.10")).isNull();
        assertThat(ProtobufFloor.check("4.26.0-RC1")).isNull();
    }

    @Test
    void an_older_one_is_told_with_what_to_do() {
        assertThat(ProtobufFloor.check("3.21.12"))
                .isEqualTo(
                        "protobuf-java has version 3.21.12 in this project, and the oldest that works is 3.25.5. Calls"
                                + " may fail at run time. Manage a newer one in <dependencyManagement>, such as that of"
                                + " com.google.protobuf:protobuf-bom. Who brings the old one is shown by: mvn dependency:tree"
                                + " -Dverbose -Dincludes=com.google.protobuf:protobuf-java");
    }
}
