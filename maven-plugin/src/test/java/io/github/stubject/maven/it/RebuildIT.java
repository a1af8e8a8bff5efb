package io.github.stubject.maven.it;

import static io.github.stubject.maven.it.ItProject.GENERATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A second build: never stale, and no work without need. */
class RebuildIT {
    private static final String PROTO = "src/main/proto/greeter.proto";
    private static final String JAVA = "com/acme/hello/";

    private final ItProject project;

    RebuildIT(TestInfo test) {
        project = ItProject.copy("minimal", test.getDisplayName());
    }

    @Test
    void without_a_change_nothing_is_done_and_the_sources_are_still_compiled() {
        SortedMap<String, FileTime> first = generate();
        project.deleteAll("target/stubject/generate-default/run");

        project.mvn("compile").succeeds().says("Up to date: ").doesNotSay("Generated");

        assertThat(project.generated()).isEqualTo(first);
        assertThat(project.has("target/stubject/generate-default/run"))
                .as("protoc ran")
                .isFalse();
        assertThat(project.has("target/classes/com/acme/hello/Greeter.class")).isTrue();
    }

    @Test
    void an_option_is_switched() {
        generate();

        project.configure("<messages>false</messages>");
        SortedMap<String, FileTime> services = generate();

        assertThat(services).containsKey(JAVA + "Greeter.java").doesNotContainKey(JAVA + "HelloRequest.java");
    }

    @Test
    void another_protoc_version_is_used() {
        generate();

        project.pinProtobuf(System.getProperty("protobuf.floor.version"));
        generate();

        assertThat(project.read(GENERATED + "/" + JAVA + "HelloRequest.java"))
                .as("protobuf 4 checks its version")
                .doesNotContain("RuntimeVersion");
    }

    @Test
    void a_proto_is_deleted() {
        project.write(
                "src/main/proto/other.proto",
                "syntax = \"proto3\"; package com.acme.other; message Other {} service Others {}");
        SortedMap<String, FileTime> both = generate();
        assertThat(both).containsKeys("com/acme/other/Others.java", "com/acme/other/OtherOuterClass.java");

        project.delete("src/main/proto/other.proto");
        SortedMap<String, FileTime> one = generate();

        assertThat(one).isEqualTo(below(JAVA, both));
    }

    @Test
    void the_last_proto_is_deleted() {
        generate();

        project.delete(PROTO)
                .mvn("generate-sources")
                .succeeds()
                .says("Nothing to generate")
                .says("9 files of the last run deleted.");

        assertThat(project.generated()).isEmpty();
    }

    @Test
    void an_output_is_deleted() {
        SortedMap<String, FileTime> first = generate();

        project.delete(GENERATED + "/" + JAVA + "HelloReply.java");
        SortedMap<String, FileTime> second = generate();

        assertOnlyChanged(first, second, JAVA + "HelloReply.java");
    }

    @Test
    void an_output_is_edited() {
        SortedMap<String, FileTime> first = generate();

        project.replace(GENERATED + "/" + JAVA + "HelloReply.java", "class HelloReply", "class Nonsense");
        SortedMap<String, FileTime> second = generate();

        assertOnlyChanged(first, second, JAVA + "HelloReply.java");
        assertThat(project.read(GENERATED + "/" + JAVA + "HelloReply.java")).contains("class HelloReply");
    }

    @Test
    void a_message_is_renamed() {
        SortedMap<String, FileTime> first = generate();

        project.replace(PROTO, "HelloReply", "Welcome");
        SortedMap<String, FileTime> second = generate();

        assertThat(second)
                .containsKey(JAVA + "Welcome.java")
                .doesNotContainKey(JAVA + "HelloReply.java")
                .containsEntry(JAVA + "HelloRequest.java", first.get(JAVA + "HelloRequest.java"));
    }

    @Test
    void a_proto_of_a_dependency_changes() {
        ItProject reactor = ItProject.copy("reactor", "a_proto_of_a_dependency_changes");
        reactor.mvn("compile").succeeds();

        reactor.replace("api/src/main/proto/money.proto", "message Money", "message Cash");

        reactor.mvn("compile")
                .fails()
                .saysAsError("src/main/proto/till.proto:11:11: \"com.acme.money.Money\" is not defined.");
    }

    @Test
    void a_build_that_fails_leaves_what_the_last_one_made() {
        SortedMap<String, FileTime> first = generate();

        project.replace(PROTO, "string text = 1;", "string text = ;")
                .mvn("generate-sources")
                .fails();
        assertThat(project.generated()).isEqualTo(first);

        project.replace(PROTO, "string text = ;", "string words = 1;");
        generate();
        assertThat(project.read(GENERATED + "/" + JAVA + "HelloReply.java")).contains("getWords()");
    }

    @Test
    void files_of_others_in_the_output_directory_stay() {
        project.write(GENERATED + "/com/acme/Own.java", "package com.acme; class Own {}");

        assertThat(generate()).containsKey("com/acme/Own.java");
        project.replace(PROTO, "HelloReply", "Welcome");
        assertThat(generate()).containsKey("com/acme/Own.java");
    }

    @Test
    void the_output_directory_is_switched() {
        generate();

        project.configure("<outputDirectory>target/elsewhere</outputDirectory>")
                .mvn("generate-sources")
                .succeeds()
                .says("9 files written, 0 unchanged, 9 deleted.");

        assertThat(project.generated()).isEmpty();
        assertThat(project.has("target/elsewhere/" + JAVA + "Greeter.java")).isTrue();
    }

    @Test
    void a_run_is_interrupted_while_it_moves_files() {
        SortedMap<String, FileTime> first = generate();
        project.replace(PROTO, "string text = 1;", "string words = 1;").replace(PROTO, "string name", "string who");
        // The last of the changed files cannot be written, when others are already.
        String last = GENERATED + "/" + JAVA + "HelloRequest.java";
        project.delete(last).write(last + "/x", "");

        project.mvn("generate-sources")
                .failsWith("Could not generate: " + last
                        + ": a directory with files in it is where a generated file belongs. Move it away.");
        assertThat(project.read(GENERATED + "/" + JAVA + "HelloReply.java")).contains("getWords()");

        project.deleteAll(last);
        SortedMap<String, FileTime> repaired = generate();
        assertThat(repaired.keySet()).isEqualTo(first.keySet());
        assertThat(project.read(last)).contains("getWho()");
    }

    @Test
    void an_interrupted_run_leaves_nothing_of_a_proto_that_is_deleted_next() {
        generate();
        project.write("src/main/proto/other.proto", "syntax = \"proto3\"; package com.acme; message Other {}")
                .write(GENERATED + "/com/acme/zzz", "");
        project.replace(PROTO, "string name", "string who");
        String last = GENERATED + "/" + JAVA + "HelloRequest.java";
        project.delete(last).write(last + "/x", "");
        project.mvn("generate-sources").fails();
        assertThat(project.has(GENERATED + "/com/acme/OtherOuterClass.java")).isTrue();

        project.deleteAll(last).delete("src/main/proto/other.proto");

        assertThat(generate()).containsKey("com/acme/zzz").doesNotContainKey("com/acme/OtherOuterClass.java");
    }

    @Test
    void an_execution_is_renamed() {
        SortedMap<String, FileTime> first = generate();

        project.replace("pom.xml", "<execution>", "<execution><id>renamed</id>")
                .replace(PROTO, "HelloReply", "Welcome");
        SortedMap<String, FileTime> second = generate();

        assertThat(second)
                .containsKey(JAVA + "Welcome.java")
                .doesNotContainKey(JAVA + "HelloReply.java")
                .containsEntry(JAVA + "HelloRequest.java", first.get(JAVA + "HelloRequest.java"));
        assertThat(project.has("target/stubject/generate-default")).isFalse();
    }

    @Test
    void an_execution_is_removed() {
        ItProject two = ItProject.copy("two-executions", "an_execution_is_removed");
        two.mvn("generate-sources").succeeds();

        two.write("pom.xml", two.read("pom.xml").replaceFirst("(?s)<execution>\\s*<id>b</id>.*?</execution>", ""))
                .mvn("generate-sources")
                .succeeds()
                .says("Up to date: ")
                .says(" deleted of an execution that is gone.");

        assertThat(two.generated().keySet()).isNotEmpty().allMatch(file -> file.startsWith("com/acme/a/"));
    }

    @Test
    void a_project_that_was_moved_is_still_up_to_date() {
        SortedMap<String, FileTime> first = generate();

        ItProject moved = project.moveTo("a_project_that_was_moved");

        moved.mvn("generate-sources").succeeds().says("Up to date: ").doesNotSay("Generated ");
        assertThat(moved.generated()).isEqualTo(first);
    }

    @Test
    void two_builds_at_once_go_one_after_the_other() {
        CompletableFuture<Build> other = CompletableFuture.supplyAsync(() -> project.mvn("generate-sources"));
        Build one = project.mvn("generate-sources").succeeds();
        other.join().succeeds();

        List<String> both = Stream.of(one, other.join())
                .flatMap(build -> build.log().stream())
                .toList();
        assertThat(both)
                .filteredOn(line -> line.startsWith("[INFO] Generated "))
                .hasSize(1);
        assertThat(both)
                .filteredOn(line -> line.startsWith("[INFO] Up to date: "))
                .hasSize(1);
    }

    private SortedMap<String, FileTime> generate() {
        project.mvn("generate-sources").succeeds().says("Generated ");
        return project.generated();
    }

    private static void assertOnlyChanged(
            Map<String, FileTime> first, SortedMap<String, FileTime> second, String changed) {
        assertThat(second.keySet()).isEqualTo(first.keySet());
        assertThat(second.entrySet())
                .filteredOn(entry -> !entry.getValue().equals(first.get(entry.getKey())))
                .extracting(Map.Entry::getKey)
                .containsExactly(changed);
    }

    private static SortedMap<String, FileTime> below(String prefix, SortedMap<String, FileTime> files) {
        return files.subMap(prefix, prefix + Character.MAX_VALUE);
    }
}
