package io.github.stubject.maven.it;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a user's mistakes look like. */
class FailureIT {
    private final ItProject project;

    FailureIT(TestInfo test) {
        project = ItProject.copy("minimal", test.getDisplayName());
    }

    @Test
    void a_syntax_error_is_shown_with_file_line_and_column() {
        project.write("src/main/proto/shop/orders.proto", """
                syntax = "proto3";
                message Order {
                  string id = 1
                }
                """);

        project.mvn("generate-sources")
                .fails()
                .says("protoc refuses the protos:")
                .saysAsError("src/main/proto/shop/orders.proto:4:1: Expected \";\".");
    }

    @Test
    void a_missing_import_is_shown_with_file_line_and_column_and_where_it_was_looked_for() {
        project.replace(
                "src/main/proto/greeter.proto",
                "package com.acme.hello;",
                "package com.acme.hello;\nimport \"acme/colours.proto\";");

        project.mvn("generate-sources")
                .fails()
                .saysAsError("acme/colours.proto: File not found.")
                .saysAsError(
                        "src/main/proto/greeter.proto:4:1: Import \"acme/colours.proto\" was not found or had errors.")
                .saysAsError("Imports are looked for in:")
                .saysAsError("  src/main/proto");
    }

    @Test
    void all_problems_of_the_schema_are_shown_at_once() {
        project.write("src/main/proto/one.proto", """
                        syntax = "proto3";
                        package com.acme.one;
                        import "google/protobuf/empty.proto";
                        import "stubject/options.proto";
                        service One {
                          rpc First(google.protobuf.Empty) returns (google.protobuf.Empty) {
                            option (stubject.method) = { subject: "a b" };
                          }
                        }
                        """).write("src/main/proto/two.proto", """
                        syntax = "proto3";
                        package com.acme.two;
                        import "google/protobuf/empty.proto";
                        import "stubject/options.proto";
                        service Two {
                          rpc Second(google.protobuf.Empty) returns (google.protobuf.Empty) {
                            option (stubject.method) = { subject: "c d" };
                          }
                        }
                        """);

        project.mvn("generate-sources")
                .fails()
                .says("The protos have 2 problems:")
                .says("[ERROR] src/main/proto/one.proto:7:5: ")
                .says("[ERROR] src/main/proto/two.proto:7:5: ");
    }

    @Test
    void without_protobuf_the_runtime_is_recommended() {
        project.write("pom.xml", project.read("pom.xml").replaceFirst("(?s)<dependencies>.*</dependencies>", ""));

        project.mvn("generate-sources")
                .fails()
                .says("There is no protobuf-java among the dependencies")
                .says("Add the dependency io.github.stubject:stubject-runtime");
    }

    @Test
    void a_dependency_that_cannot_be_resolved() {
        project.mvn("generate-sources").succeeds();
        project.replace("pom.xml", "  <dependencies>", """
                  <dependencies>
                    <dependency>
                      <groupId>com.acme</groupId>
                      <artifactId>nowhere</artifactId>
                      <version>1</version>
                    </dependency>""");

        project.mvn("generate-sources", "-o")
                .fails()
                .says("The project's dependencies cannot be resolved: ")
                .says("com.acme:nowhere:jar:1")
                .says("Maven is offline: run it once without -o.");
    }

    @Test
    void services_from_something_that_is_no_dependency() {
        project.configure("<servicesFrom><d>com.acme:weather</d></servicesFrom>");

        project.mvn("generate-sources")
                .fails()
                .says("<servicesFrom> names com.acme:weather, but there is no such dependency with protos.")
                .says("com.google.protobuf:protobuf-java, io.github.stubject:stubject-proto");
    }

    @Test
    void all_that_is_wrong_with_services_from_dependencies_is_shown_at_once() {
        project.configure("<servicesFrom><d>com.acme:weather</d><d>com.acme:money</d></servicesFrom>");

        project.mvn("generate-sources")
                .fails()
                .says("<servicesFrom> names com.acme:weather, ")
                .says("<servicesFrom> names com.acme:money, ");
    }
}
