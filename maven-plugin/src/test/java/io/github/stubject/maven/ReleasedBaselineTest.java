package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasedBaselineTest {
    private static final RemoteRepository COMPANY =
            new RemoteRepository.Builder("company", "default", "https://repo.example.org/maven2").build();

    private final DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();
    private final List<String> asked = new ArrayList<>();

    @Test
    void a_release_is_asked_for_what_attach_baseline_gives_it(@TempDir Path directory) throws Exception {
        File file = Files.write(directory.resolve("1.2"), new byte[] {1, 2}).toFile();

        ReleasedBaseline baseline = find("com.acme:shop:1.2", having(file));

        assertThat(asked).containsExactly("com.acme:shop:binpb:baseline:1.2");
        assertThat(baseline.exists()).isTrue();
        assertThat(baseline.read()).containsExactly(1, 2);
    }

    @Test
    void another_artifact_is_named_whole() throws Exception {
        find("com.acme:shop:desc:protos:1.2", having(new File("any")));

        assertThat(asked).containsExactly("com.acme:shop:desc:protos:1.2");
    }

    @Test
    void coordinates_that_are_none_are_told_with_their_form() {
        for (String wrong : List.of("com.acme:shop", "com.acme:shop:", "com.acme:shop:desc:1.2", "")) {
            assertThatThrownBy(() -> find(wrong, having(new File("any"))))
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessage("<baselineArtifact> is " + wrong + ". Write it as groupId:artifactId:version, or as"
                            + " groupId:artifactId:type:classifier:version.");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void a_release_without_a_baseline_is_told_when_it_is_read_with_the_repositories_that_were_asked() throws Exception {
        ReleasedBaseline baseline = find(
                "com.acme:shop:1.2", failing(request -> new ArtifactNotFoundException(request.getArtifact(), COMPANY)));

        assertThat(baseline.exists()).isFalse();
        assertThatThrownBy(baseline::read)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("There is no baseline com.acme:shop:binpb:baseline:1.2 in company"
                        + " (https://repo.example.org/maven2). Name a release in <baselineArtifact> that has one: the goal"
                        + " attach-baseline, in the POM of what is released, makes it part of the release. Before the first"
                        + " such release, leave the check out: -Dstubject.check.skip. If only this module is newer than"
                        + " that release, set <skipCheck>true</skipCheck> in its POM until its first release.");
    }

    @Test
    void a_repository_that_does_not_answer_is_not_taken_for_one_without_a_baseline() {
        assertThatThrownBy(() -> find(
                        "com.acme:shop:1.2",
                        failing(request ->
                                new ArtifactTransferException(request.getArtifact(), COMPANY, "no route to host"))))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("The baseline com.acme:shop:binpb:baseline:1.2 could not be fetched: ")
                .hasMessageContaining("no route to host");
    }

    @Test
    void offline_the_way_out_is_to_go_online_once() {
        session.setOffline(true);

        assertThatThrownBy(() -> find(
                        "com.acme:shop:1.2",
                        failing(request -> new ArtifactNotFoundException(request.getArtifact(), COMPANY))))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("The baseline com.acme:shop:binpb:baseline:1.2 is not in the local repository, and Maven is"
                        + " offline. Run it once without -o.");
    }

    @Test
    void a_version_is_not_compared_with_itself() {
        assertThatThrownBy(() -> find("com.acme:shop:2.0", having(new File("any"))))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "<baselineArtifact> is com.acme:shop:2.0, and that is what is being built. Name a version that"
                                + " was released before.");
        assertThat(asked).isEmpty();
    }

    private static ReleasedBaseline find(String coordinates, Repositories repositories) throws MojoFailureException {
        MavenProject shop = new MavenProject();
        shop.setGroupId("com.acme");
        shop.setArtifactId("shop");
        shop.setVersion("2.0");
        return ReleasedBaseline.find(coordinates, shop, repositories);
    }

    private Repositories having(File file) {
        return repositories(request ->
                new ArtifactResult(request).setArtifact(request.getArtifact().setFile(file)));
    }

    private Repositories failing(Function<ArtifactRequest, Exception> answer) {
        return repositories(request -> new ArtifactResult(request).addException(answer.apply(request)));
    }

    private Repositories repositories(Function<ArtifactRequest, ArtifactResult> answer) {
        RepositorySystem system = (RepositorySystem) Proxy.newProxyInstance(
                RepositorySystem.class.getClassLoader(), new Class<?>[] {RepositorySystem.class}, (p, method, args) -> {
                    ArtifactRequest request = (ArtifactRequest) args[1];
                    Artifact artifact = request.getArtifact();
                    asked.add(artifact.toString());
                    ArtifactResult result = answer.apply(request);
                    if (result.isMissing() || !result.getExceptions().isEmpty()) {
                        throw new ArtifactResolutionException(List.of(result));
                    }
                    return result;
                });
        return new Repositories(system, session, List.of(COMPANY));
    }
}
