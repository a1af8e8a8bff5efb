package io.github.stubject.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.generator.permissions.Permissions;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Printed permissions, as they are kept in src/test/permissions for people to read, and what cannot be printed. */
class PermissionsTest {
    private static final Path FOLDER = Path.of("src/test/permissions");

    @TempDir
    private static Path work;

    private static byte[] set = {};

    @BeforeAll
    static void compile() throws IOException {
        set = new Protoc(FOLDER, work).descriptorSet();
    }

    private static PermissionsRequest.Builder request() {
        return PermissionsRequest.builder(set, Set.of("shop.proto"));
    }

    private static String print(PermissionsRequest.Builder request) throws SchemaException {
        return Permissions.print(request.build());
    }

    @Test
    void thePrintedTextsAreTheApprovedOnes() throws Exception {
        Map<String, String> printed = new TreeMap<>();
        printed.put("all.conf", print(request()));
        printed.put(
                "said.conf",
                print(request()
                        .service("acme.shop.Orders")
                        .service("Feeds")
                        .prefix("staging.eu")
                        .parameter("customer_id", "alice")
                        .inboxPrefix("_INBOX_alice")
                        .consumer("billing")
                        .queueGroup("workers")
                        .deadLetters("dead")));

        Goldens.assertSame(FOLDER, ".conf", printed);
    }

    @Test
    void theSameRequestGivesTheSameText() throws Exception {
        assertThat(print(request())).isEqualTo(print(request()));
    }

    @Test
    void onlyChosenServicesAndRolesArePrintedInTheOrderOfTheSchema() throws Exception {
        String text = print(
                request().service("Feeds").service("Orders").role(Role.SERVICE).role(Role.CLIENT));

        assertThat(text.lines().filter(line -> line.startsWith("# acme.")))
                .containsExactly(
                        "# acme.shop.Orders, client: a user that calls it.",
                        "# acme.shop.Orders, service: a user that serves it.",
                        "# acme.shop.Feeds, client: a user that calls it.",
                        "# acme.shop.Feeds, service: a user that serves it.");
    }

    @Test
    void aRoleThatAServiceCannotHaveIsSaidSo() throws Exception {
        assertThat(print(request().service("Feeds").role(Role.SUBSCRIBER)))
                .contains("# acme.shop.Feeds, subscriber: nobody, since it has no events.\n")
                .doesNotContain("{");
    }

    @Test
    void allThatIsWrongWithARequestIsToldAtOnceWithWhatThereIs() {
        PermissionsRequest.Builder wrong = request()
                .service("Order")
                .service("Orders")
                .parameter("customer", "alice")
                .parameter("kind", "a.b")
                .prefix("sta ging")
                .inboxPrefix("_INBOX.>")
                .consumer("bill.ing")
                .queueGroup("w*")
                .deadLetters("dead.{id}");

        assertThatThrownBy(() -> print(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        there is no service "Order"; there are: acme.shop.Orders, acme.shop.Feeds, acme.shop.Odd, \
                        acme.shop.Later
                        no subject has the parameter "customer"; there are: customer_id, kind
                        the value of parameter "kind" cannot be part of a subject: it has the character '.' at 2 of a \
                        token; allowed is printable ASCII except blank, '.', '*' and '>'
                        the prefix is not allowed: subject "sta ging" has the character ' ' at 4 of a token; allowed is \
                        printable ASCII except blank, '.', '*' and '>'
                        the inbox prefix "_INBOX.>" has the character '>' at 1 of a token; allowed is printable ASCII \
                        except blank, '.', '*' and '>'; write it like _INBOX_alice
                        the consumer "bill.ing" is not allowed; use letters, digits, '-' and '_'
                        the queue group "w*" is not allowed; use printable ASCII without blank, '*' and '>'
                        the beginning of dead letters' subjects "dead.{id}" has a parameter; only subjects of methods \
                        can""");
    }

    @Test
    void filesWithoutServicesAreRefused() {
        assertThatThrownBy(
                        () -> Permissions.print(PermissionsRequest.builder(set, Set.of("google/protobuf/empty.proto"))
                                .build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no service in google/protobuf/empty.proto; name the protos that have services");
    }
}
