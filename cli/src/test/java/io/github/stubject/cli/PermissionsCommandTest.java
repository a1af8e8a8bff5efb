package io.github.stubject.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.permissions.Permissions;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sub-command hands over, and how it tells what is wrong. */
class PermissionsCommandTest {
    @TempDir
    private Path work;

    private CommandRun command;

    @BeforeEach
    void compile() throws IOException {
        command = new CommandRun("permissions", work);
    }

    @Test
    void itPrintsWhatTheEnginePrintsForTheSameWishes() throws Exception {
        assertThat(command.with(
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
                .as(command.err())
                .isZero();

        assertThat(command.out())
                .isEqualTo(Permissions.print(PermissionsRequest.builder(command.set(), Set.of("parcels.proto"))
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
        assertThat(command.err()).isEmpty();
    }

    @Test
    void aFileHasWhatIsPrintedWithoutOne() throws IOException {
        Path file = work.resolve("parcels.conf");
        assertThat(command.with("--out=" + file)).as(command.err()).isZero();
        assertThat(command.out()).isEmpty();

        assertThat(command.with()).as(command.err()).isZero();
        assertThat(file).hasContent(command.out());
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() throws IOException {
        assertThat(command.with("--out=" + work.resolve("missing/parcels.conf")))
                .isEqualTo(1);

        assertThat(command.err()).startsWith("stubject-cli permissions: cannot write " + work.resolve("missing"));
    }

    @Test
    void whatIsNotThereIsAnErrorThatListsWhatIs() throws IOException {
        assertThat(command.with("--service=Letters", "--parameter=from=bob")).isEqualTo(1);

        assertThat(command.err()).isEqualTo("""
                        stubject-cli permissions: there is no service "Letters"; there are: acme.parcels.Parcels
                        no subject has the parameter "from"; there are: none
                        """);
        assertThat(command.out()).isEmpty();
    }

    @Test
    void anUnknownRoleIsMisuse() throws IOException {
        assertThat(command.with("--role=admin")).isEqualTo(2);

        assertThat(command.err()).contains("'admin'", "SUBSCRIBER").contains("--help");
    }

    @Test
    void aParameterWithoutAValueIsMisuse() throws IOException {
        assertThat(command.with("--parameter=to")).isEqualTo(2);

        assertThat(command.err()).contains("FIELD=VALUE");
    }
}
