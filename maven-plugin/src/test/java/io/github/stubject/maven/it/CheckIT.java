package io.github.stubject.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The goals check and baseline, in a project's build. */
class CheckIT {
    private static final String PROTO = "src/main/proto/greeter.proto";
    private static final String BASELINE = "stubject-baseline.binpb";

    private final ItProject project;

    CheckIT(TestInfo test) {
        project = ItProject.copy("minimal", test.getDisplayName())
                .replace("pom.xml", "<goal>generate</goal>", "<goal>generate</goal>\n<goal>check</goal>");
    }

    @Test
    void without_a_baseline_a_build_fails_and_says_how_to_write_one_with_which_it_passes() {
        project.mvn("verify")
                .failsWith(
                        "There is no baseline yet to compare the protos with: stubject-baseline.binpb. Write it from the"
                                + " protos that are deployed, and commit it: mvn stubject:baseline");

        project.mvn("stubject:baseline")
                .succeeds()
                .says("[INFO] Wrote stubject-baseline.binpb, ")
                .says(" bytes. Commit it, have the goal check compare with it, and write it anew whenever you deploy or"
                        + " release.");
        assertThat(project.has(BASELINE)).isTrue();

        project.mvn("verify")
                .succeeds()
                .says("[INFO] Checking 1 proto with protoc ")
                .says("[INFO] Nothing would break what is deployed.");
    }

    @Test
    void what_would_break_fails_the_build_by_rule_and_place_until_it_is_allowed() {
        project.mvn("stubject:baseline").succeeds();
        project.replace(PROTO, "string name = 1;", "string who = 1;");

        project.mvn("stubject:check")
                .fails()
                .saysAsError(PROTO + ":15:10: field-renamed: com.acme.hello.HelloRequest.who was named name")
                .says("    was: greeter.proto:15:10 in the baseline")
                .says("    breaks: JSON users")
                .says("    used by: com.acme.hello.Greeter.Greet")
                .says("    instead: keep the name")
                .says("1 change would break what is deployed, as stubject-baseline.binpb has it.");

        project.write("stubject-allow.txt", "field-renamed com.acme.hello.HelloRequest.who nobody sends JSON\n")
                .mvn("stubject:check")
                .succeeds()
                .says("[INFO] Nothing would break what is deployed; 1 allowed.");
    }

    @Test
    void what_is_no_baseline_is_told_as_such() {
        project.write(BASELINE, "no baseline");

        project.mvn("stubject:check").fails().says(BASELINE + ": the baseline is no descriptor set");
    }

    @Test
    void a_directory_in_the_place_of_the_baseline_is_told() {
        project.write(BASELINE + "/file", "");

        project.mvn("stubject:baseline")
                .failsWith(BASELINE + " is to be the baseline, but it is a directory. Name a file with <baseline>.");
    }

    @Test
    void a_module_without_protos_has_nothing_to_check_and_no_baseline() {
        project.delete(PROTO);

        project.mvn("stubject:baseline", "stubject:check")
                .succeeds()
                .says("No baseline is written: there are no protos in src/main/proto.")
                .says("Nothing to check: there are no protos in src/main/proto.");

        assertThat(project.has(BASELINE)).isFalse();
        assertThat(project.has("target")).isFalse();
    }

    @Test
    void the_services_of_a_module_whose_protos_are_gone_are_found() {
        project.mvn("stubject:baseline").succeeds();
        project.delete(PROTO);

        project.mvn("stubject:check")
                .fails()
                .says("service-removed: com.acme.hello.Greeter")
                .says("No protos to compare with the baseline: there are no protos in src/main/proto.");
    }

    @Test
    void messages_alone_need_no_baseline() {
        project.write(PROTO, "syntax = \"proto3\"; message Alone {}");

        project.mvn("stubject:baseline", "stubject:check")
                .succeeds()
                .says("No baseline is written: there are no services in the protos.")
                .says("Nothing to check: there are no services in the protos.");
    }

    @Test
    void protos_of_dependencies_are_read_as_for_generating() {
        ItProject pubsub = ItProject.copy("pubsub", "protos_of_dependencies_are_read_as_for_generating");

        pubsub.mvn("stubject:baseline", "stubject:check")
                .succeeds()
                .says("[INFO] Writing the baseline of 1 proto with protoc ")
                .says("[INFO] Nothing would break what is deployed.");
    }

    @Test
    void modules_of_a_build_that_is_not_compiled_are_read() {
        ItProject reactor = ItProject.copy("reactor", "modules_of_a_build_that_is_not_compiled_are_read");

        reactor.mvn("stubject:baseline").succeeds();

        assertThat(reactor.has("app/" + BASELINE)).isTrue();
    }

    @Test
    void it_is_left_out_alone() {
        project.mvn("verify", "-Dstubject.check.skip")
                .succeeds()
                .says("Generated 1 service")
                .says("Skipped, since stubject.check.skip is set.");
    }

    @Test
    void a_release_has_its_baseline_and_later_versions_are_checked_against_it() {
        project.replace("pom.xml", "<goal>check</goal>", "<goal>attach-baseline</goal>\n<goal>check</goal>")
                .replace("pom.xml", "<dependencies>", """
                        <distributionManagement>
                          <repository><id>company</id><url>${releases}</url></repository>
                        </distributionManagement>
                        <repositories>
                          <repository><id>company</id><url>${releases}</url></repository>
                        </repositories>
                        <dependencies>""")
                .configure("<baselineArtifact>com.acme:hello:1</baselineArtifact>");
        String releases = "-Dreleases=" + project.path("releases").toUri();

        // Not installed: what is released shall come from where it was deployed, and not from the local repository.
        project.mvn("deploy", releases, "-Dmaven.install.skip", "-Dstubject.check.skip")
                .succeeds()
                .says("[INFO] Attached target/hello-1-baseline.binpb, ");
        assertThat(project.has("releases/com/acme/hello/1/hello-1-baseline.binpb"))
                .isTrue();

        project.replace("pom.xml", "<version>1</version>", "<version>2</version>")
                .replace(PROTO, "string name = 1;", "string who = 1;")
                .mvn("verify", releases)
                .fails()
                .saysAsError(PROTO + ":15:10: field-renamed: com.acme.hello.HelloRequest.who was named name")
                .says("1 change would break what is deployed, as com.acme:hello:binpb:baseline:1 has it.")
                .says("Once nothing of that release is deployed any more, name a newer one in <baselineArtifact>.");

        project.replace(PROTO, "string who = 1;", "string name = 1; string title = 2;")
                .mvn("verify", releases)
                .succeeds()
                .says("[INFO] Nothing would break what is deployed.");
    }

    @Test
    void before_the_first_release_the_build_says_what_will_have_a_baseline() {
        project.mvn("stubject:check", "-Dstubject.baselineArtifact=com.acme:hello:0.9")
                .fails()
                .says("There is no baseline com.acme:hello:binpb:baseline:0.9 in ")
                .says("the goal attach-baseline, in the POM of what is released, makes it part of the release.");
    }

    @Test
    void a_module_that_is_newer_than_the_release_is_left_out_by_its_pom() {
        String older = "<baselineArtifact>com.acme:hello:0.9</baselineArtifact>";
        project.configure(older);

        project.mvn("verify")
                .fails()
                .says("If only this module is newer than that release, set <skipCheck>true</skipCheck> in its POM until"
                        + " its first release.");

        project.configure(older + "<skipCheck>true</skipCheck>")
                .mvn("verify")
                .succeeds()
                .says("Skipped, since stubject.check.skip is set.");
    }

    @Test
    void a_version_is_not_compared_with_itself() {
        project.mvn("stubject:check", "-Dstubject.baselineArtifact=com.acme:hello:1")
                .failsWith(
                        "<baselineArtifact> is com.acme:hello:1, and that is what is being built. Name a version that was"
                                + " released before.");
    }

    @Test
    void a_release_and_a_file_cannot_both_be_the_baseline() {
        project.mvn(
                        "stubject:check",
                        "-Dstubject.baseline=deployed.binpb",
                        "-Dstubject.baselineArtifact=com.acme:hello:1")
                .failsWith("<baseline> is deployed.binpb, and <baselineArtifact> is com.acme:hello:1. There is one"
                        + " baseline to compare with: leave one of them out.");
    }
}
