package io.github.stubject.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.asyncapi.AsyncApi;
import io.github.stubject.generator.html.HtmlPage;
import java.nio.file.Files;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The goal docs. */
class DocsIT {
    private static final String PROTO = "greeter.proto";

    private final ItProject project;

    DocsIT(TestInfo test) {
        project = ItProject.copy("minimal", test.getDisplayName());
    }

    @Test
    void documentsAreThoseOfTheEngineForTheSameWishes() throws Exception {
        project.mvn(
                        "stubject:docs",
                        "-Dstubject.docs.prefix=staging",
                        "-Dstubject.docs.title=All greetings",
                        "-Dstubject.docs.version=7")
                .succeeds()
                .says("[INFO] Wrote index.html, asyncapi.yaml, asyncapi.json into target/stubject-docs.");

        byte[] set = Files.readAllBytes(project.path("target/stubject/docs-default-cli/descriptors.binpb"));
        DocumentRequest request = DocumentRequest.builder(set, Set.of(PROTO))
                .prefix("staging")
                .title("All greetings")
                .version("7")
                .build();
        assertThat(project.read("target/stubject-docs/index.html")).isEqualTo(HtmlPage.write(request));
        assertThat(project.read("target/stubject-docs/asyncapi.yaml"))
                .isEqualTo(AsyncApi.document(request).toYaml());
        assertThat(project.read("target/stubject-docs/asyncapi.json"))
                .isEqualTo(AsyncApi.document(request).toJson());
    }

    @Test
    void anExecutionCanPutThemIntoTheJar() throws Exception {
        project.replace("pom.xml", "<goal>generate</goal>", "<goal>generate</goal>\n<goal>docs</goal>")
                .configure("<docsDirectory>${project.build.outputDirectory}/docs</docsDirectory>")
                .mvn("package")
                .succeeds();

        try (JarFile jar = new JarFile(project.path("target/hello-1.jar").toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("docs/index.html", "docs/asyncapi.yaml", "docs/asyncapi.json");
        }
    }

    @Test
    void aModuleWithoutProtosHasNone() {
        project.delete("src/main/proto/greeter.proto")
                .mvn("stubject:docs")
                .succeeds()
                .says("Nothing to describe: there are no protos in src/main/proto.");
    }

    @Test
    void protosWithoutServicesHaveNone() {
        project.replace("src/main/proto/greeter.proto", "rpc Greet(HelloRequest) returns (HelloReply);", "")
                .replace("src/main/proto/greeter.proto", "service Greeter {", "message Greeter {")
                .mvn("stubject:docs")
                .succeeds()
                .says("Nothing to describe: there are no services in the protos.");
    }

    @Test
    void protosThatDoNotCompileAreToldByFileAndLine() {
        project.replace("src/main/proto/greeter.proto", "HelloReply);", "HelloReplies);")
                .mvn("stubject:docs")
                .fails()
                .saysAsError("src/main/proto/greeter.proto:11:36: \"HelloReplies\" is not defined.");
    }
}
