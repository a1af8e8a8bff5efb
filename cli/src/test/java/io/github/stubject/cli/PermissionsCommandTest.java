package io.github.stubject.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.permissions.Permissions;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sub-command hands over, and how it tells what is wrong. */
class PermissionsCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path work;

    private byte[] set = {};

    @BeforeEach
    void compile() throws IOException {
        set = new Protoc("events", work).descriptorSet(List.of("parcels.proto")).toByteArray();
        Files.write(work.resolve("parcels.binpb"), set);
    }

    private int run(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("permissions", "--descriptor-set", work + "/parcels.binpb"));
        all.addAll(List.of(arguments));
        PrintStream errors = new PrintStream(err, true, UTF_8);
        return new Main(new ByteArrayInputStream(new byte[0]), out, errors, false).run(all);
    }

    @Test
    void itPrintsWhatTheEnginePrintsForTheSameWishes() throws Exception {
        assertThat(run(
                        "--service=Parcels",
                        "--role=subscriber",
                        "--role=CLIENT",
                        "--prefix=staging",
                        "--parameter=to=alice",
                        "--parameter=depot=north",
                        "--inbox=_INBOX_alice",
                        "--consumer=billing",
                        "--queue-group=workers",
                        "--dead-letters=dead"))
                .as(err.toString(UTF_8))
                .isZero();

        assertThat(out.toString(UTF_8))
                .isEqualTo(Permissions.print(PermissionsRequest.builder(set, Set.of("parcels.proto"))
                        .service("Parcels")
                        .role(Role.CLIENT)
                        .role(Role.SUBSCRIBER)
                        .prefix("staging")
                        .parameter("to", "alice")
                        .parameter("depot", "north")
                        .inboxPrefix("_INBOX_alice")
                        .consumer("billing")
                        .queueGroup("workers")
                        .deadLetters("dead")
                        .build()));
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void whatIsNotThereIsAnErrorThatListsWhatIs() throws IOException {
        assertThat(run("--service=Letters", "--parameter=from=bob")).isEqualTo(1);

        assertThat(err.toString(UTF_8)).isEqualTo("""
                        stubject-cli permissions: there is no service "Letters"; there are: acme.parcels.Parcels
                        no subject has the parameter "from"; there are: none
                        """);
        assertThat(out.toByteArray()).isEmpty();
    }

    @Test
    void anUnknownRoleIsMisuse() throws IOException {
        assertThat(run("--role=admin")).isEqualTo(2);

        assertThat(err.toString(UTF_8)).contains("'admin'", "SUBSCRIBER").contains("--help");
    }

    @Test
    void aParameterWithoutAValueIsMisuse() throws IOException {
        assertThat(run("--parameter=to")).isEqualTo(2);

        assertThat(err.toString(UTF_8)).contains("FIELD=VALUE");
    }
}
