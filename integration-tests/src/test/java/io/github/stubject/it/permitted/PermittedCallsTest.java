package io.github.stubject.it.permitted;

import static io.github.stubject.it.permitted.PermittedServer.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.permissions.Role;
import io.github.stubject.it.permitted.Calls.Caller;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With the printed permissions of clients and services all calls work, and what is next to them is refused. */
@Timeout(90)
class PermittedCallsTest {
    /** What nobody may publish, by user, in the words of the schema: prefixes are put before. */
    private static final Map<String, List<String>> NOT_TO_PUBLISH = Map.of(
            "desk_client",
            List.of(
                    "desk.carol.remove",
                    "desk.carol.place.more",
                    "desk.carol.place._s.instance.beat",
                    "desk.carol.place._s.instance.stream.1",
                    "desk.carol.place._s._all.other",
                    "desk.place",
                    "feeds.get",
                    "feeds.carol.watch",
                    "news.carol.viewed"),
            "desk_service",
            List.of("desk.carol.place", "desk.sort", "feeds.get", "news.carol.viewed"),
            "feeds_client",
            List.of(
                    "feeds.get._s.instance.beat",
                    "feeds.carol.look",
                    "feeds.carol.watch.more",
                    "feeds.records",
                    "desk.sort",
                    "news.carol.viewed"),
            "feeds_service",
            List.of("feeds.get", "feeds.chat", "desk.sort", "news.carol.viewed"));

    private static final Map<String, List<String>> NOT_TO_SUBSCRIBE = Map.of(
            "desk_client",
            List.of("desk.*.place", "desk.sort sorters", "desk.count", "desk.>", "desk.carol.place._s.>"),
            "desk_service",
            List.of(
                    "desk.*.place",
                    "desk.*.place others",
                    "desk.sort",
                    "desk.sort q",
                    "desk.>",
                    "desk.*.place.>",
                    "desk.*.remove q",
                    "feeds.get q"),
            "feeds_client",
            List.of("feeds.*.watch", "feeds.record q", "feeds.>", "feeds.chat._s.>"),
            "feeds_service",
            List.of(
                    "feeds.get",
                    "feeds.get others",
                    "feeds.*.watch",
                    "feeds.>",
                    "feeds.*.look q",
                    "desk.sort sorters"));

    /** The same as they are, with a prefix or without. */
    private static final List<String> NOBODY_MAY_PUBLISH = List.of(
            "$JS.API.STREAM.DELETE.NEWS", "$JS.API.STREAM.NAMES", "$JS.ACK.NEWS.billing.1", "_INBOX_bob.1", "else");

    private static final List<String> NOBODY_MAY_SUBSCRIBE = List.of(">", "_INBOX_bob.>", "_R_.>", "$JS.API.>", "else");

    /** What only somebody with everything said may not. */
    private static final Map<String, List<String>> ALICE_MAY_NOT_PUBLISH = Map.of(
            "desk_client",
            List.of(
                    "staging.eu.desk.bob.place",
                    "staging.eu.desk.bob.place._s.instance.call",
                    "staging.eu.desk.bob.place._s._all.cancel",
                    "desk.alice.place",
                    "desk.sort",
                    "staging.us.desk.sort",
                    "_INBOX.1"),
            "feeds_client",
            List.of("staging.eu.feeds.bob.watch", "staging.eu.feeds.bob.watch._s.i.stream.1", "feeds.get", "_INBOX.1"),
            "desk_service",
            List.of("_INBOX.1", "_INBOX_alice.1"),
            "feeds_service",
            List.of("_INBOX.1", "_R_.1"));

    private static final Map<String, List<String>> ALICE_MAY_NOT_SUBSCRIBE = Map.of(
            "desk_client",
            List.of("_INBOX.>", "$SRV.>"),
            "feeds_client",
            List.of("_INBOX.>", "$SRV.>"),
            "desk_service",
            List.of("_INBOX_alice.>", "staging.eu.desk.*.place q", "staging.eu.desk.bob.place q", "desk.alice.place q"),
            "feeds_service",
            List.of("_INBOX_alice.>", "staging.eu.feeds.*.watch q", "feeds.get q"));

    private PermittedServer server;
    private final List<ServiceHost> hosts = new ArrayList<>();

    private void start(Wishes wishes, String jetStream, UnaryOperator<String> change) {
        StringBuilder users = new StringBuilder();
        for (String service : List.of("Desk", "Feeds")) {
            for (Role role : List.of(Role.CLIENT, Role.SERVICE)) {
                users.append(user(name(service, role), change.apply(Printed.block(service, role, wishes::of))));
            }
        }
        server = new PermittedServer(jetStream + "authorization { users: [\n" + users + "] }");
    }

    private static String name(String service, Role role) {
        return (service + "_" + role).toLowerCase(Locale.ROOT);
    }

    private ServiceHost host(Wishes wishes, String user, UnaryOperator<ServiceHost.Builder> with) {
        ServiceHost.Builder builder = ServiceHost.builder(server.connect(user, wishes.inbox));
        if (wishes.prefix != null) {
            builder.prefix(wishes.prefix);
        }
        ServiceHost host = with.apply(builder).start();
        hosts.add(host);
        return host;
    }

    @AfterEach
    void stop() {
        hosts.forEach(ServiceHost::close);
        server.close();
    }

    static Stream<Arguments> allowed() {
        return Arrays.stream(Wishes.values())
                .flatMap(wishes -> Arrays.stream(Calls.values()).map(call -> Arguments.of(wishes, call)));
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void whatARoleNeedsWorksWithoutAViolation(Wishes wishes, Calls call) throws Exception {
        start(wishes, "", text -> text);

        doIt(wishes, call);

        server.assertNoViolation();
    }

    /** With JetStream a host also looks for streams that would answer in its place. */
    @ParameterizedTest
    @EnumSource(Wishes.class)
    void withTheOptionalEntriesAHostMayAlsoAskJetStream(Wishes wishes) throws Exception {
        start(wishes, "jetstream: enabled\n", Printed::withOptions);

        doIt(wishes, Calls.CALL_WITH_A_PARAMETER);

        server.assertNoViolation();
    }

    private void doIt(Wishes wishes, Calls call) throws Exception {
        Implementations service = new Implementations();
        ServiceHost desk = host(wishes, "desk_service", builder -> service.desk(builder, wishes));
        ServiceHost feeds = host(wishes, "feeds_service", builder -> service.feeds(builder, wishes));
        Connection nats = server.connect(call.isOfFeeds() ? "feeds_client" : "desk_client", wishes.inbox);
        RpcClient.Builder builder = RpcClient.builder(nats);
        if (wishes.prefix != null) {
            builder.prefix(wishes.prefix);
        }
        try (RpcClient rpc = builder.build()) {
            Note note = Note.newBuilder()
                    .setCustomer(wishes.somebody())
                    .setText("hello")
                    .build();
            call.with(new Caller(rpc, (call.isOfFeeds() ? feeds : desk).instance(), service, note));
        }
    }

    @Test
    void subjectsThatTheConfigurationEscapesAreMeantAsTheyAre() {
        String client = Printed.block("Odd", Role.CLIENT, Wishes.NOTHING_SAID::of);
        String service = Printed.block("Odd", Role.SERVICE, Wishes.NOTHING_SAID::of);
        server = new PermittedServer(
                "authorization { users: [\n" + user("odd_client", client) + user("odd_service", service) + "] }");
        Odd implementation = new Odd() {
            @Override
            public Note call(Note note) {
                return note;
            }
        };
        hosts.add(ServiceHost.builder(server.connect("odd_service", "_INBOX"))
                .add(OddBinding.of(implementation))
                .start());
        Note note = Implementations.note("hello");
        try (RpcClient rpc =
                RpcClient.builder(server.connect("odd_client", "_INBOX")).build()) {
            assertThat(rpc.unary(OddBinding.CALL, note, CallOptions.DEFAULT)).isEqualTo(note);
        }
        server.assertNoViolation();
    }

    @TestFactory
    Stream<DynamicTest> whatIsNextToItIsRefused() {
        start(Wishes.NOTHING_SAID, "", text -> text);

        return refusals(Wishes.NOTHING_SAID);
    }

    @TestFactory
    Stream<DynamicTest> whatIsNextToItIsRefusedBehindAPrefixToo() {
        start(Wishes.ALL_SAID, "", text -> text);

        return Stream.concat(
                refusals(Wishes.ALL_SAID),
                users().flatMap(user -> new Refusals(server, user, server.connect(user, Wishes.ALL_SAID.inbox))
                        .toPublish(list(ALICE_MAY_NOT_PUBLISH, user))
                        .toSubscribe(list(ALICE_MAY_NOT_SUBSCRIBE, user))
                        .tests()));
    }

    private Stream<DynamicTest> refusals(Wishes wishes) {
        return users().flatMap(user -> new Refusals(server, user, server.connect(user, wishes.inbox))
                .toPublish(wishes.subjects(list(NOT_TO_PUBLISH, user)))
                .toPublish(NOBODY_MAY_PUBLISH)
                .toSubscribe(wishes.subjects(list(NOT_TO_SUBSCRIBE, user)))
                .toSubscribe(NOBODY_MAY_SUBSCRIBE)
                .tests());
    }

    private static Stream<String> users() {
        return NOT_TO_PUBLISH.keySet().stream().sorted();
    }

    private static List<String> list(Map<String, List<String>> table, String user) {
        return table.getOrDefault(user, List.of());
    }
}
