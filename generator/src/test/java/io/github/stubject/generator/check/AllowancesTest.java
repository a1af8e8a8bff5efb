package io.github.stubject.generator.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.Generator;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowancesTest {
    private static final String WAS = """
            service Orders {
              rpc Place(Order) returns (Order);
              rpc Get(Order) returns (Order);
            }
            message Order {
              string id = 1;
              string note = 2;
            }
            """;

    @TempDir
    private Path work;

    @Test
    void aCommentOnTheElementAllowsIt() throws Exception {
        CheckResult result = check("""
                service Orders {
                  // Places an order.
                  // stubject:allow timeout-shortened  Nobody waits for more than a second.
                  rpc Place(Order) returns (Order) { option (stubject.method).timeout_ms = 1000; }
                  rpc Get(Order) returns (Order);
                }
                message Order {
                  string id = 1;
                  string text = 2; // stubject:allow field-renamed There is no JSON here.
                }
                """);

        assertThat(result.passed()).isTrue();
        assertThat(result.findings()).isEmpty();
        assertThat(result.allowed())
                .extracting(allowed -> allowed.finding().element() + ": " + allowed.reason())
                .containsExactly(
                        "acme.Orders.Place: Nobody waits for more than a second.",
                        "acme.Order.text: There is no JSON here.");
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void aCommentAllowsWhatIsInsideItsElementAndWhatWasTakenOutOfIt() throws Exception {
        CheckResult result = check("""
                // stubject:allow method-removed Nobody calls them any more.
                service Orders {
                  rpc Place(Order) returns (Order);
                }
                /* stubject:allow field-renamed There is no JSON here. */
                message Order {
                  string id = 1;
                  string text = 2;
                }
                """);

        assertThat(result.findings()).isEmpty();
        assertThat(result.allowed())
                .extracting(allowed -> allowed.finding().element())
                .containsExactly("acme.Orders.Get", "acme.Order.text");
    }

    @Test
    void aSubjectOptionIsAllowedAtItsMethod() throws Exception {
        CheckResult result = check(WAS.replace("rpc Place(Order) returns (Order);", """
                // stubject:allow subject-changed It has no client yet.
                  rpc Place(Order) returns (Order) { option (stubject.method).subject = "put"; }
                """));

        assertThat(result.findings()).isEmpty();
        assertThat(result.allowed()).hasSize(1);
    }

    @Test
    void aCommentAllowsItsRuleAndItsElementOnly() throws Exception {
        CheckResult result = check("""
                service Orders {
                  // stubject:allow timeout-shortened Nobody waits for more than a second.
                  rpc Place(Order) returns (Order) {
                    option (stubject.method) = { timeout_ms: 1000 queue_group: "other" };
                  }
                  rpc Get(Order) returns (Order) { option (stubject.method).timeout_ms = 1000; }
                }
                message Order {
                  string id = 1;
                  string note = 2;
                }
                """);

        assertThat(result.findings())
                .extracting(finding -> finding.rule() + " " + finding.element())
                .containsExactly("QUEUE_GROUP_CHANGED acme.Orders.Place", "TIMEOUT_SHORTENED acme.Orders.Get");
    }

    @Test
    void aFileAllowsWhatHasNoPlaceForAComment() throws Exception {
        CheckResult result = check("message Order {\n  string id = 1;\n}\n", """
                # What we agreed on in May.
                service-removed acme.Orders   The last client was switched off in May.
                """);

        assertThat(result.findings()).isEmpty();
        assertThat(result.allowed())
                .extracting(AllowedFinding::reason)
                .containsExactly("The last client was switched off in May.");
    }

    @Test
    void aFileAllowsWhatIsInsideAnElement() throws Exception {
        CheckResult result = check(WAS.replace("note", "text"), "field-renamed acme.Order There is no JSON here.");

        assertThat(result.findings()).isEmpty();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void anElementIsNotAnotherThatBeginsLikeIt() throws Exception {
        CheckResult result = check(WAS.replace("note", "text"), "field-renamed acme.Ord There is no JSON here.");

        assertThat(result.findings()).hasSize(1);
    }

    @Test
    void whatIsWrongInAFileIsToldWithItsLine() throws Exception {
        CheckResult result = check(WAS, """
                field-rename acme.Order.note There is no JSON here.

                field-renamed acme.Order.note
                field-renamed
                anything acme.Order it is
                """);

        assertThat(result.passed()).isFalse();
        assertThat(result.errors())
                .extracting(Problem::toString)
                .containsExactly(
                        "allow.txt:1:1: there is no rule \"field-rename\"; did you mean field-renamed?",
                        "allow.txt:3:1: \"field-renamed acme.Order.note\" lacks a reason; write: rule element reason",
                        "allow.txt:4:1: \"field-renamed\" lacks an element and a reason; write: rule element reason",
                        "allow.txt:5:1: there is no rule \"anything\"; the rules are in the documentation of the check");
    }

    @Test
    void whatIsWrongInACommentIsToldWithItsPlace() throws Exception {
        CheckResult result = check(WAS.replace("rpc Get", """
                // stubject:allow
                  // stubject:allow METHOD_REMOVED
                  rpc Get"""));

        assertThat(result.errors())
                .extracting(Problem::toString)
                .containsExactly(
                        "orders.proto:6:7: \"stubject:allow METHOD_REMOVED\" lacks a reason; write: stubject:allow rule"
                                + " reason",
                        "orders.proto:6:7: \"stubject:allow\" lacks a rule and a reason; write: stubject:allow rule reason",
                        "orders.proto:6:7: there is no rule \"METHOD_REMOVED\"; did you mean method-removed?");
    }

    @Test
    void commentsOfAnotherModuleAreThatModulesBusiness() throws Exception {
        Protos protos = new Protos(work);
        String other = "syntax = \"proto3\"; package other;\n// stubject:allow %s\nmessage Line { string text = 1; }";
        String orders =
                "import \"other.proto\"; service Orders { rpc Place(other.Line) returns (google.protobuf.Empty); }";
        byte[] was = protos.compile(orders, "other.proto", other.formatted("a-rule-of-the-future It is not used."));
        byte[] now = protos.compile(
                orders,
                "other.proto",
                other.formatted("field-renamed There is no JSON here.").replace("string text", "string words"));

        assertThat(Protos.check(was, was)).isEqualTo(new CheckResult(List.of(), List.of(), List.of(), List.of()));
        assertThat(Protos.check(was, now).allowed()).hasSize(1);
    }

    @Test
    void whatAllowsNothingIsAWarning() throws Exception {
        CheckResult result = check(
                WAS.replace("rpc Get", "// stubject:allow method-removed It is not used.\n  rpc Get"),
                "field-renamed acme.Order.note There is no JSON here.");

        assertThat(result.passed()).isTrue();
        assertThat(result.warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "allow.txt:1:1: allows field-renamed of acme.Order.note, which was not found; remove it",
                        "orders.proto:5:7: allows method-removed of this element, which was not found; remove it");
    }

    @Test
    void javadocDoesNotTellWhatIsAllowed() throws Exception {
        byte[] set = new Protos(work).compile(WAS.replace("rpc Get", """
                // Gets an order.
                  // stubject:allow method-removed It is not used.
                  rpc Get"""));

        assertThat(Generator.generate(new GeneratorRequest(set, Set.of(Protos.FILE), null))
                        .files())
                .anySatisfy(file -> assertThat(file.content()).contains("Gets an order."))
                .noneSatisfy(file -> assertThat(file.content()).contains("stubject:allow"));
    }

    private CheckResult check(String now) throws Exception {
        return new Protos(work).check(WAS, now);
    }

    private CheckResult check(String now, String allowed) throws Exception {
        return new Protos(work).check(WAS, now, new AllowFile("allow.txt", allowed));
    }
}
