package io.github.stubject.maven.it;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** More of what can be wrong, word by word: what, where, why, and the way out. */
class MessagesIT {
    private final ItProject project;
    private final String name;

    MessagesIT(TestInfo test) {
        name = test.getDisplayName();
        project = ItProject.copy("minimal", name);
    }

    @Test
    void an_output_directory_that_is_a_file() {
        project.write(ItProject.GENERATED, "");

        project.mvn("generate-sources")
                .failsWith(ItProject.GENERATED + " is to be the output directory, but it is a file. Move it away.");
    }

    @Test
    void a_program_that_is_no_protoc() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        project.configure("<protoc>" + java + "</protoc>");

        project.mvn("generate-sources")
                .fails()
                .says("<protoc> is " + java + ", which is no protoc: asked for its --version, it says \"")
                .says("\". Name another, or leave <protoc> out for the one from Maven Central.");
    }

    @Test
    void the_broken_jar_of_a_dependency() {
        ItProject broken = ItProject.copy("broken-jar", name);

        broken.mvn("generate-sources")
                .failsWith("Could not generate: cannot read lib/broken.jar: zip END header not found."
                        + " Delete the file, so that Maven fetches or builds it again.");
    }

    @Test
    void a_proto_in_another_encoding() {
        project.write("src/main/proto/other.proto", "syntax = \"proto3\";", StandardCharsets.UTF_16);

        project.mvn("generate-sources")
                .fails()
                .says("protoc refuses the protos:")
                .saysAsError(
                        "src/main/proto/other.proto is not in UTF-8, as protos must be. Save it in that encoding.");
    }

    @Test
    void a_byte_order_mark_and_letters_of_another_encoding_in_comments_are_no_mistakes() {
        project.write("src/main/proto/bom.proto", "\uFEFFsyntax = \"proto3\"; package bom; message Bom {}")
                .write(
                        "src/main/proto/latin.proto",
                        "syntax = \"proto3\"; package latin; service S { /* grün */ rpc A(M) returns (M); } message M {}",
                        StandardCharsets.ISO_8859_1);

        project.mvn("compile").succeeds().says("Generated 2 services with 2 methods");
    }

    @Test
    void a_java_package_that_is_none() {
        project.configure("<javaPackage>com.acme.import</javaPackage>");

        project.mvn("generate-sources")
                .fails()
                .saysAsError(
                        "<javaPackage>: \"com.acme.import\", asked for as the Java package of generated classes, is none,"
                                + " since \"import\" is a word that Java keeps for itself; write one such as"
                                + " com.acme.hello");
    }

    @Test
    void includes_that_pass_over_all_protos() {
        project.configure("<includes><i>src/main/proto/greeter.proto</i></includes>");

        project.mvn("generate-sources")
                .succeeds()
                .says("[WARNING] Nothing to generate. <includes> [src/main/proto/greeter.proto] and <excludes> [] leave"
                        + " none of 1 proto in src/main/proto:")
                .says("Did you mean <include>greeter.proto</include>?");
    }

    @Test
    void a_protobuf_that_is_too_old() {
        project.pinProtobuf("3.21.12")
                .mvn("generate-sources")
                .succeeds()
                .says("[WARNING] protobuf-java has version 3.21.12 in this project, and the oldest that works is "
                        + System.getProperty("protobuf.floor.version") + ". ");
    }

    @Test
    void services_from_a_dependency_with_a_slip_in_its_name() {
        project.configure("<servicesFrom><d>io.github.stubject:stubject-protos</d></servicesFrom>");

        project.mvn("generate-sources")
                .failsWith(
                        "<servicesFrom> names io.github.stubject:stubject-protos, but there is no such dependency with"
                                + " protos. Did you mean io.github.stubject:stubject-proto? Those with protos:"
                                + " com.google.protobuf:protobuf-java, io.github.stubject:stubject-proto.");
    }

    @Test
    void services_from_a_dependency_with_a_version() {
        project.configure("<servicesFrom><d>com.acme:weather:1</d></servicesFrom>");

        project.mvn("generate-sources").fails().says("It takes groupId:artifactId and no more.");
    }
}
