package io.github.stubject.maven.it;

import static io.github.stubject.maven.it.ItProject.GENERATED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class GenerateIT {
    private ItProject project;

    @BeforeEach
    void copyMinimalProject(TestInfo test) {
        project = ItProject.copy("minimal", test.getDisplayName());
    }

    @Test
    void a_proto_gives_messages_and_services_that_compile() {
        project.mvn("compile").succeeds().says("Generated 1 service with 1 method");

        assertThat(project.has(GENERATED + "/com/acme/hello/HelloRequest.java")).isTrue();
        assertThat(project.has(GENERATED + "/com/acme/hello/Greeter.java")).isTrue();
        assertThat(project.has("target/classes/com/acme/hello/Greeter.class")).isTrue();
    }
}
