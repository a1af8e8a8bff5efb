package io.github.stubject.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.permissions.Permissions;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The goal permissions, as it is called by hand. */
class PermissionsIT {
    private static final String PROTO = "greeter.proto";

    private final ItProject project;

    PermissionsIT(TestInfo test) {
        project = ItProject.copy("minimal", test.getDisplayName());
    }

    @Test
    void they_are_printed_for_pasting_and_alone_with_q() throws Exception {
        Build build = project.mvn("-q", "stubject:permissions").succeeds();

        assertThat(String.join("\n", build.log()))
                .contains(Permissions.print(request().build()).stripTrailing())
                .doesNotContain("[INFO]");
    }

    @Test
    void a_file_has_them_by_the_parameters_of_the_command() throws Exception {
        project.replace(
                "src/main/proto/greeter.proto",
                "rpc Greet(HelloRequest) returns (HelloReply);",
                "rpc Greet(HelloRequest) returns (HelloReply) { option (stubject.method).subject = \"hello.{name}\"; }");
        project.replace(
                "src/main/proto/greeter.proto",
                "service Greeter",
                "import \"stubject/options.proto\";\nservice Greeter");

        project.mvn(
                        "stubject:permissions",
                        "-Dstubject.permissions.services=Greeter",
                        "-Dstubject.permissions.roles=client,SERVICE",
                        "-Dstubject.permissions.prefix=staging",
                        "-Dstubject.permissions.parameters=name=ann",
                        "-Dstubject.permissions.inbox=_INBOX_ann",
                        "-Dstubject.permissions.consumer=billing",
                        "-Dstubject.permissions.queueGroup=workers",
                        "-Dstubject.permissions.deadLetters=dead",
                        "-Dstubject.permissions.outputFile=nats/permissions.conf")
                .succeeds()
                .says("[INFO] Wrote nats/permissions.conf.");

        assertThat(project.read("nats/permissions.conf"))
                .contains("staging.", ".ann", "_INBOX_ann")
                .isEqualTo(Permissions.print(request()
                        .service("Greeter")
                        .role(Role.CLIENT)
                        .role(Role.SERVICE)
                        .prefix("staging")
                        .parameter("name", "ann")
                        .inboxPrefix("_INBOX_ann")
                        .consumer("billing")
                        .queueGroup("workers")
                        .deadLetters("dead")
                        .build()));
    }

    @Test
    void what_is_not_there_is_told_with_what_is() {
        project.configure("<services><s>Greeters</s></services>")
                .mvn("stubject:permissions")
                .fails()
                .saysAsError("there is no service \"Greeters\"; there are: com.acme.hello.Greeter");
    }

    @Test
    void a_module_without_protos_has_none() {
        project.delete("src/main/proto/greeter.proto")
                .mvn("stubject:permissions")
                .succeeds()
                .says("No permissions to print: there are no protos in src/main/proto.");
    }

    /** For the protos as protoc read them for the goal. */
    private PermissionsRequest.Builder request() throws Exception {
        byte[] set = Files.readAllBytes(project.path("target/stubject/permissions-default-cli/descriptors.binpb"));
        return PermissionsRequest.builder(set, Set.of(PROTO));
    }
}
