package io.github.stubject.maven.it;

import static io.github.stubject.maven.it.ItProject.GENERATED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What comes out, and from which protos. */
class GenerateIT {
    private final String name;

    GenerateIT(TestInfo test) {
        name = test.getDisplayName();
    }

    @Test
    void a_proto_gives_messages_and_services_that_compile() {
        ItProject project = ItProject.copy("minimal", name);

        project.mvn("compile").succeeds().says("Generated 1 service with 1 method");

        assertThat(project.has(GENERATED + "/com/acme/hello/HelloRequest.java")).isTrue();
        assertThat(project.has(GENERATED + "/com/acme/hello/Greeter.java")).isTrue();
        assertThat(project.has("target/classes/com/acme/hello/Greeter.class")).isTrue();
    }

    @Test
    void the_options_and_protobufs_own_protos_are_imported_without_a_path() {
        ItProject project = ItProject.copy("minimal", name).write("src/main/proto/clock.proto", """
                        syntax = "proto3";
                        package com.acme.clock;
                        import "google/protobuf/empty.proto";
                        import "google/protobuf/timestamp.proto";
                        import "stubject/options.proto";
                        service Clock {
                          option (stubject.service) = { subject: "time" };
                          rpc Now(google.protobuf.Empty) returns (google.protobuf.Timestamp);
                        }
                        """);

        project.mvn("compile").succeeds().says("Generated 2 services with 2 methods");
    }

    @Test
    void services_come_from_a_dependency_that_has_the_messages_already() {
        ItProject project = ItProject.copy("pubsub", name);

        project.mvn("compile").succeeds().says("Generating from 1 proto with protoc ");

        assertThat(project.generated().keySet())
                .isNotEmpty()
                .allMatch(file -> file.startsWith("com/google/pubsub/v1/"));
        assertThat(project.has("target/classes/com/google/pubsub/v1/Publisher.class"))
                .isTrue();
        assertThat(project.has(GENERATED + "/com/google/pubsub/v1/PublishRequest.java"))
                .isFalse();
        assertThat(project.has(GENERATED + "/com/google/pubsub/v1/SchemaService.java"))
                .as("schema.proto is not included")
                .isFalse();
    }

    @Test
    void own_protos_that_the_includes_pass_over_are_told() {
        ItProject project = ItProject.copy("pubsub", name).write("src/main/proto/own.proto", """
                        syntax = "proto3";
                        package com.acme.own;
                        message Own {}
                        """);

        project.mvn("generate-sources")
                .succeeds()
                .says("Services are generated from dependencies only: <includes> and <excludes> hold for the protos of")
                .says("own.proto");
    }

    @Test
    void a_configured_directory_that_is_not_there_is_told() {
        ItProject project = ItProject.copy("minimal", name)
                .configure("<sourceDirectories><d>src/main/protos</d></sourceDirectories>");

        project.mvn("generate-sources")
                .succeeds()
                .says(
                        "[WARNING] <sourceDirectories> names src/main/protos, and there is no such directory. Did you mean"
                                + " src/main/proto?");
    }

    @Test
    void messages_are_left_to_another_plugin_if_the_pom_says_so() {
        ItProject project = ItProject.copy("with-protobuf-plugin", name).configure("<messages>false</messages>");

        project.mvn("compile").succeeds();

        assertThat(project.has(GENERATED + "/com/acme/hello/Greeter.java")).isTrue();
        assertThat(project.has(GENERATED + "/com/acme/hello/HelloRequest.java")).isFalse();
    }

    @Test
    void messages_that_another_plugin_generates_too_are_an_error_that_tells_the_way_out() {
        ItProject project = ItProject.copy("with-protobuf-plugin", name);

        project.mvn("compile")
                .fails()
                .says("5 classes would exist twice, here and in " + GENERATED + ":")
                .saysAsError("target/generated-sources/protobuf/com/acme/hello/HelloRequest.java")
                .says("<messages>false</messages>");
    }

    @Test
    void protos_of_tests_import_the_main_ones() {
        ItProject project = ItProject.copy("minimal", name).write("src/test/proto/probe.proto", """
                        syntax = "proto3";
                        package com.acme.probe;
                        import "greeter.proto";
                        option java_package = "com.acme.probe";
                        option java_multiple_files = true;
                        service Probe {
                          rpc Last(Nothing) returns (com.acme.hello.HelloRequest);
                        }
                        message Nothing {}
                        """);

        project.mvn("test-compile").succeeds();

        assertThat(project.has("target/test-classes/com/acme/probe/Probe.class"))
                .isTrue();
        assertThat(project.has("target/generated-test-sources/stubject/com/acme/hello"))
                .isFalse();
    }

    @Test
    void protos_of_another_module_of_the_build_are_imported() {
        ItProject project = ItProject.copy("reactor", name);

        project.mvn("compile").succeeds();

        assertThat(project.has("app/target/classes/com/acme/till/Till.class")).isTrue();
        assertThat(project.has("app/" + GENERATED + "/com/acme/money")).isFalse();
    }

    @Test
    void a_whole_reactor_is_generated_without_being_compiled_or_installed() {
        ItProject project = ItProject.copy("reactor", name);

        project.mvn("generate-sources").succeeds();
        assertThat(project.has("app/" + GENERATED + "/com/acme/till/Till.java")).isTrue();
        assertThat(project.has("api/target/classes")).isFalse();

        project.mvn("generate-sources").succeeds().doesNotSay("Generated ");
        project.mvn("compile").succeeds().doesNotSay("Generated ").says("Up to date: 7 files in " + GENERATED);
    }

    @Test
    void modules_are_generated_in_parallel() {
        ItProject project = ItProject.copy("parallel", name);

        project.mvn("generate-sources", "-T", "4").succeeds().doesNotSay("not marked as thread-safe");

        assertThat(project.has("one/" + GENERATED + "/com/acme/one/One.java")).isTrue();
        assertThat(project.has("two/" + GENERATED + "/com/acme/two/Two.java")).isTrue();
        assertThat(project.has("three/" + GENERATED + "/com/acme/three/Three.java"))
                .isTrue();
        assertThat(project.has("four/" + GENERATED + "/com/acme/four/Four.java"))
                .isTrue();
    }

    @Test
    void two_executions_share_an_output_directory() {
        ItProject project = ItProject.copy("two-executions", name);

        project.mvn("compile").succeeds();

        assertThat(project.has("target/classes/com/acme/a/ServiceA.class")).isTrue();
        assertThat(project.has("target/classes/com/acme/services/ServiceB.class"))
                .isTrue();
        project.mvn("generate-sources").succeeds().doesNotSay("Generated ");
    }

    @Test
    void the_newest_jdk_of_this_machine_does() {
        ItProject project = ItProject.copy("minimal", name);

        project.mvnOn(Jdks.newest(), "compile", "-V")
                .succeeds()
                .says("Java version: " + Jdks.version(Jdks.newest()))
                .says("Generated 1 service with 1 method");
    }

    @Test
    void includes_and_excludes_choose_protos_and_all_can_be_imported() {
        ItProject project = ItProject.copy("minimal", name)
                .write("src/main/proto/a/one.proto", "syntax = \"proto3\"; import \"greeter.proto\"; message One {}")
                .write("src/main/proto/a/two.proto", "syntax = \"proto3\"; message Two {}")
                .configure("<includes><i>a/**</i></includes><excludes><e>**/two.proto</e></excludes>");

        project.mvn("generate-sources")
                .succeeds()
                .says("src/main/proto/a/one.proto:1:20: warning: Import greeter.proto");

        assertThat(project.generated()).containsOnlyKeys("OneOuterClass.java");
    }

    @Test
    void paths_have_blanks_and_letters_beyond_ascii() {
        ItProject.copy("odd-paths", name).mvn("compile").succeeds().says("Generated 1 service");
    }

    @Test
    void a_project_without_protos_is_no_mistake() {
        ItProject project = ItProject.copy("minimal", name).delete("src/main/proto/greeter.proto");

        project.mvn("compile").succeeds().says("Nothing to generate: there are no protos in src/main/proto.");
    }

    @Test
    void with_the_tests_their_protos_are_left_out() {
        ItProject project = ItProject.copy("minimal", name)
                .write("src/test/proto/probe.proto", "syntax = \"proto3\"; package com.acme.probe; message Probe {}");

        project.mvn("test-compile", "-Dmaven.test.skip")
                .succeeds()
                .says("Generated 1 service")
                .says("Skipped, since maven.test.skip is set.");

        assertThat(project.has("target/generated-test-sources/stubject")).isFalse();
    }

    @Test
    void skip_leaves_the_goals_out() {
        ItProject project = ItProject.copy("minimal", name);

        project.mvn("compile", "-Dstubject.skip").succeeds().says("Skipped.");

        assertThat(project.has(GENERATED)).isFalse();
    }
}
