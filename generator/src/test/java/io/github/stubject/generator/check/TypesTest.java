package io.github.stubject.generator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages and enums that methods reach, however far away. */
class TypesTest {
    private static final String PLACE = "service Orders { rpc Place(Order) returns (google.protobuf.Empty); }\n";

    @TempDir
    private Path work;

    @Test
    void aMessageIsReportedOnceWithAllThatUseIt() throws Exception {
        String was = """
                service Orders {
                  rpc Place(Order) returns (google.protobuf.Empty);
                  rpc List(google.protobuf.Empty) returns (stream Order);
                  rpc Created(Order) returns (google.protobuf.Empty) {
                    option (stubject.method) = { event { durable { stream: "ORDERS" } } };
                  }
                }
                message Order { Line line = 1; }
                message Line { int32 count = 1; }
                """;

        List<Finding> findings = check(was, was.replace("int32 count", "string count"));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.FIELD_TYPE_CHANGED);
            assertThat(finding.usedBy())
                    .containsExactly("acme.Orders.Created", "acme.Orders.List", "acme.Orders.Place");
            assertThat(finding.breaks())
                    .containsExactly(
                            Affected.OLD_CLIENTS,
                            Affected.OLD_SERVICES,
                            Affected.OLD_PUBLISHERS,
                            Affected.OLD_LISTENERS,
                            Affected.STORED_EVENTS);
        });
    }

    @Test
    void whoBreaksByARequiredFieldDependsOnWhoSendsTheMessage() throws Exception {
        String was = """
                syntax = "proto2";
                service Orders { rpc Get(google.protobuf.Empty) returns (Order); }
                message Order { optional string id = 1; }
                """;

        List<Finding> findings = check(was, was.replace("optional", "required"));

        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.breaks()).containsExactly(Affected.OLD_SERVICES));
    }

    @Test
    void whatNoMethodReachesMayChange() throws Exception {
        assertThat(check(
                        PLACE + "message Order {}\nmessage Other { string id = 1; }",
                        PLACE + "message Order {}\nmessage Other { int32 key = 1; }"))
                .isEmpty();
    }

    @Test
    void messagesThatContainThemselvesAreCompared() throws Exception {
        String was = PLACE + "message Order { repeated Order parts = 1; string id = 2; }";

        assertThat(check(was, was.replace("string id", "string key"))).hasSize(1);
        assertThat(check(
                        was.replace("(Order)", "(Box)").replace(" Order ", " Box "),
                        was.replace("(Order)", "(Bag)").replace(" Order ", " Bag ")))
                .extracting(Finding::rule)
                .containsExactly(Rule.REQUEST_TYPE_RENAMED);
    }

    @Test
    void theValuesOfMapsAreCompared() throws Exception {
        String was = PLACE + "message Order { map<string, int32> counts = 1; }";

        assertThat(check(was, was.replace("int32>", "bytes>"))).singleElement().satisfies(finding -> {
            assertThat(finding.element()).isEqualTo("acme.Order.counts.value");
            assertThat(finding.now()).isEqualTo(new SourcePlace(Protos.FILE, 3, 36));
        });
    }

    @Test
    void aMapWithAnotherNameIsOneFieldRenamed() throws Exception {
        String was = PLACE + "message Order { map<string, int32> counts = 1; }";

        assertThat(check(was, was.replace("counts", "numbers")))
                .extracting(Finding::rule)
                .containsExactly(Rule.FIELD_RENAMED);
    }

    @Test
    void messagesAndEnumsMayMove() throws Exception {
        assertThat(check(PLACE + """
                        message Order { Line line = 1; Color color = 2; }
                        message Line { string text = 1; }
                        enum Color { NONE = 0; RED = 1; }
                        """, PLACE + """
                        message Order {
                          Line line = 1;
                          Color color = 2;
                          message Line { string text = 1; }
                          enum Color { NONE = 0; RED = 1; }
                        }
                        """)).isEmpty();
    }

    @Test
    void anotherEnumWithOtherValuesIsOneFinding() throws Exception {
        String types = """
                message Order { %s color = 1; }
                enum Color { NONE = 0; RED = 1; BLUE = 2; }
                enum Size { LEAST = 0; SMALL = 1; LARGE = 2; }
                """;

        assertThat(check(PLACE + types.formatted("Color"), PLACE + types.formatted("Size")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what())
                        .isEqualTo("was acme.Color, and is acme.Size, which differs: acme.Size.LEAST was named NONE;"
                                + " acme.Size.SMALL was named RED; acme.Size.LARGE was named BLUE"));
    }

    @Test
    void aMessageLikeOneOfProtobufsLooksDifferentInJson() throws Exception {
        String now = "message Order { Time at = 1; }\nmessage Time { int64 seconds = 1; int32 nanos = 2; }";
        String was = "import \"google/protobuf/timestamp.proto\"; " + PLACE
                + now.replace("Time at", "google.protobuf.Timestamp at");

        assertThat(check(was, PLACE + now)).singleElement().satisfies(finding -> {
            assertThat(finding.breaks()).containsExactly(Affected.JSON_USERS);
            assertThat(finding.what())
                    .isEqualTo(
                            "was google.protobuf.Timestamp, and is acme.Time, which differs: acme.Time has another form in"
                                    + " JSON");
        });
    }

    @Test
    void eachFieldThatHasAnotherMessageIsFound() throws Exception {
        String types = """
                message Order { %1$s first = 1; %1$s second = 2; }
                message Line { string text = 1; }
                message Mark { int32 text = 1; }
                """;

        assertThat(check(PLACE + types.formatted("Line"), PLACE + types.formatted("Mark")))
                .extracting(Finding::element)
                .containsExactly("acme.Order.first", "acme.Order.second");
    }

    @Test
    void fieldsThatSwappedTheirNumbersAreTwoFindings() throws Exception {
        assertThat(check(
                        PLACE + "message Order { string id = 1; int32 count = 2; }",
                        PLACE + "message Order { string id = 2; int32 count = 1; }"))
                .extracting(Finding::rule)
                .containsExactly(Rule.FIELD_RENUMBERED, Rule.FIELD_RENUMBERED);
    }

    @Test
    void extensionsAreComparedAsFieldsAre() throws Exception {
        String was = """
                syntax = "proto2";
                service Orders { rpc Place(Order) returns (google.protobuf.Empty); }
                message Order { extensions 100 to 199; }
                message Scope { extend Order { optional Line line = 100; } }
                message Line { optional int32 count = 1; }
                """;

        assertThat(check(was, was.replace("int32 count", "string count")))
                .extracting(Finding::element)
                .containsExactly("acme.Line.count");
        assertThat(check(was, was.replace("optional Line line", "optional int32 line")))
                .extracting(Finding::rule)
                .containsExactly(Rule.FIELD_TYPE_CHANGED);
    }

    @Test
    void reservedNumbersAndNamesOfEnumsAreKept() throws Exception {
        String was =
                PLACE + "message Order { Color color = 1; }\nenum Color { reserved 2; reserved \"BLUE\"; NONE = 0; }";

        assertThat(check(was, was.replace("NONE = 0;", "NONE = 0; RED = 2;").replace("reserved 2;", "")))
                .extracting(Finding::rule)
                .containsExactly(Rule.RESERVED_REUSED);
        assertThat(check(was, was.replace("reserved 2;", "").replace("reserved \"BLUE\";", "")))
                .extracting(Finding::rule)
                .containsExactly(Rule.RESERVED_REMOVED, Rule.RESERVED_REMOVED);
    }

    @Test
    void anotherNameOfAParametersFieldChangesMessageIds() throws Exception {
        String was = """
                service Orders {
                  rpc Created(Order) returns (google.protobuf.Empty) {
                    option (stubject.method) = {
                      subject: "{shop}.created"
                      event { durable { stream: "ORDERS" message_id: "id" } }
                    };
                  }
                }
                message Order { string id = 1; string shop = 2; }
                """;

        assertThat(check(was, was.replace("shop", "store")))
                .extracting(Finding::rule)
                .containsExactly(Rule.MESSAGE_ID_CHANGED, Rule.FIELD_RENAMED);
        assertThat(check(
                        was.replace("message_id: \"id\"", ""),
                        was.replace("message_id: \"id\"", "").replace("shop", "store")))
                .extracting(Finding::rule)
                .containsExactly(Rule.FIELD_RENAMED);
    }

    @Test
    void aStreamHasNoTimeoutByDefaultAndACallHasOne() throws Exception {
        String was = """
                service Orders {
                  rpc Watch(Order) returns (stream Order)%s;
                }
                message Order {}
                """;
        String timeout = " { option (stubject.method).timeout_ms = 60000; }";

        assertThat(check(was.formatted(""), was.formatted(timeout)))
                .extracting(Finding::what)
                .containsExactly("was waited for without end, and is for 60000 ms");
        assertThat(check(was.formatted(timeout), was.formatted(""))).isEmpty();
    }

    @Test
    void aDurableEventThatIsRenamedLosesItsConsumers() throws Exception {
        String was = """
                service Orders {
                  rpc Created(Order) returns (google.protobuf.Empty) {
                    option (stubject.method) = { subject: "created" event { durable { stream: "ORDERS" } } };
                  }
                }
                message Order {}
                """;

        assertThat(check(was, was.replace("rpc Created", "rpc Made")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(Rule.METHOD_RENAMED);
                    assertThat(finding.breaks()).containsExactly(Affected.OLD_LISTENERS, Affected.STORED_EVENTS);
                });
    }

    @Test
    void aRenamedServiceHasItsSubjectsCompared() throws Exception {
        String was = PLACE + "message Order {}";

        assertThat(check(was, was.replace("service Orders", "service Shop")))
                .extracting(Finding::rule)
                .containsExactly(Rule.SERVICE_RENAMED, Rule.SUBJECT_CHANGED);
    }

    @Test
    void servicesThatAreAlikeInTheirMethodsNamesOnlyAreNotOneRenamed() throws Exception {
        String types = "message Order {}\nmessage Bill {}";

        assertThat(check(
                        "service Orders { rpc Get(Order) returns (Order); }\n" + types,
                        "service Bills { rpc Get(Bill) returns (Bill); }\n" + types))
                .extracting(Finding::rule)
                .containsExactly(Rule.SERVICE_REMOVED);
    }

    private List<Finding> check(String was, String now) throws Exception {
        return new Protos(work).check(was, now).findings();
    }
}
