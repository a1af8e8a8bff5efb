package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Function;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.junit.jupiter.api.Test;

/** What is said when protoc cannot be had. */
class ProtocRepositoryTest {
    private static final RemoteRepository CENTRAL =
            new RemoteRepository.Builder("central", "default", "https://repo.example.org/maven2").build();

    private final DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();

    @Test
    void a_version_that_has_no_protoc_is_named_with_the_repositories_that_were_asked() {
        assertThatThrownBy(() -> resolve(request -> new ArtifactNotFoundException(request.getArtifact(), CENTRAL)))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("protoc 4.99.0 for ")
                .hasMessageContaining("does not exist in central (https://repo.example.org/maven2).")
                .hasMessageContaining("use a protobuf-java whose protoc exists for this platform")
                .hasMessageEndingWith("Or set <protoc> to a protoc on this machine.");
    }

    @Test
    void a_repository_that_does_not_answer_is_not_taken_for_a_missing_version() {
        assertThatThrownBy(() -> resolve(
                        request -> new ArtifactTransferException(request.getArtifact(), CENTRAL, "no route to host")))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("could not be fetched: ")
                .hasMessageContaining("no route to host");
    }

    @Test
    void offline_the_way_out_is_to_go_online_once() {
        session.setOffline(true);

        assertThatThrownBy(() -> resolve(request -> new ArtifactNotFoundException(request.getArtifact(), CENTRAL)))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("is not in the local repository, and Maven is offline. Run it once without -o.");
    }

    private void resolve(Function<ArtifactRequest, Exception> answer) throws MojoFailureException {
        RepositorySystem failing = (RepositorySystem) Proxy.newProxyInstance(
                RepositorySystem.class.getClassLoader(), new Class<?>[] {RepositorySystem.class}, (p, method, args) -> {
                    ArtifactRequest request = (ArtifactRequest) args[1];
                    ArtifactResult result = new ArtifactResult(request);
                    result.addException(answer.apply(request));
                    throw new ArtifactResolutionException(List.of(result));
                });
        new ProtocRepository(new Repositories(failing, session, List.of(CENTRAL)), new SystemStreamLog())
                .resolve("4.99.0");
    }
}
