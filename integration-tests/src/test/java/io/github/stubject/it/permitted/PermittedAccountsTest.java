package io.github.stubject.it.permitted;

import static io.github.stubject.it.permitted.PermittedServer.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.generator.permissions.Role;
import io.github.stubject.it.permitted.Calls.Caller;
import io.github.stubject.runtime.PublishOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With the printed exports and imports another account uses the services, and nothing else crosses. */
@Timeout(90)
class PermittedAccountsTest {
    /** A cancel does not reach a service in another account, and discovery is optional there. */
    private static final Set<Calls> NOT_ACROSS = EnumSet.of(Calls.CANCEL, Calls.DISCOVERY);

    private static final Pattern ENTRIES = Pattern.compile("(?:exports|imports): \\[\\n(.*?)\\n *]", Pattern.DOTALL);

    /** Behind the prefix. */
    private static final List<String> NOT_IMPORTED = List.of(
            "desk.carol.remove",
            "desk.carol.place.more",
            "desk.place",
            "desk.sorts",
            "feeds.carol.look",
            "feeds.get.more",
            "news.carol.viewed",
            "chimes.carol.struck",
            "else");

    private static final List<String> NOT_IMPORTED_FOR_ALICE = List.of(
            "staging.eu.desk.bob.place",
            "staging.eu.desk.bob.place._s.instance.call",
            "staging.eu.feeds.bob.watch",
            "staging.eu.feeds.bob.watch._s.instance.beat",
            "desk.alice.place",
            "desk.sort",
            "staging.us.desk.sort");

    private static final List<String> EVENTS_THAT_STAY = List.of(
            "news.carol.deleted",
            "news.carol.viewed.more",
            "news.all.changed",
            "chimes.carol.struck",
            "desk.sort",
            "else");

    private static final List<String> EVENTS_THAT_STAY_WITH_OTHERS =
            List.of("staging.eu.news.bob.viewed", "staging.eu.news.bob.created", "news.alice.viewed");

    private PermittedServer server;
    private final List<ServiceHost> hosts = new ArrayList<>();

    /** Accounts of those who serve and of those who call, whose users have the printed permissions, and administrators. */
    private void start(Wishes wishes, UnaryOperator<String> change) {
        String serving = user("seller") + users(Role.SERVICE, wishes, Printed::withOptions);
        String calling = user("buyer") + users(Role.CLIENT, wishes, change);
        server = new PermittedServer("accounts {\n"
                + "SELLERS { users: [\n" + serving + "]\nexports: [\n" + entries(Role.EXPORTER, wishes, change)
                + "] }\n"
                + "BUYERS { users: [\n" + calling + "]\nimports: [\n"
                + entries(Role.IMPORTER, wishes, change).replace("EXPORTER", "SELLERS") + "] }\n"
                + "}");
    }

    private static String users(Role role, Wishes wishes, UnaryOperator<String> change) {
        StringBuilder users = new StringBuilder();
        for (String service : List.of("Desk", "Feeds")) {
            String name = (service + "_" + role).toLowerCase(Locale.ROOT);
            users.append(user(name, change.apply(Printed.block(service, role, wishes::of))));
        }
        return users.toString();
    }

    /** An account has one list for all that it exports. */
    private static String entries(Role role, Wishes wishes, UnaryOperator<String> change) {
        StringBuilder all = new StringBuilder();
        for (String service : List.of("Desk", "Feeds", "News")) {
            // Discovery once: what is optional of the first alone.
            UnaryOperator<String> options = service.equals("Desk") ? change : text -> text;
            Matcher entries = ENTRIES.matcher(options.apply(Printed.block(service, role, wishes::of)));
            assertThat(entries.find()).isTrue();
            all.append(entries.group(1)).append('\n');
        }
        return all.toString();
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

    private RpcClient client(Wishes wishes, String user) {
        RpcClient.Builder builder = RpcClient.builder(server.connect(user, wishes.inbox));
        if (wishes.prefix != null) {
            builder.prefix(wishes.prefix);
        }
        return builder.build();
    }

    private void doIt(Wishes wishes, Calls call) throws Exception {
        Implementations service = new Implementations();
        ServiceHost desk = host(wishes, "desk_service", builder -> service.desk(builder, wishes));
        ServiceHost feeds = host(wishes, "feeds_service", builder -> service.feeds(builder, wishes));
        try (RpcClient rpc = client(wishes, call.isOfFeeds() ? "feeds_client" : "desk_client")) {
            Note note = Note.newBuilder().setCustomer(wishes.somebody()).build();
            call.with(new Caller(rpc, (call.isOfFeeds() ? feeds : desk).instance(), service, note));
        }
        server.assertNoViolation();
    }

    @AfterEach
    void stop() {
        hosts.forEach(ServiceHost::close);
        server.close();
    }

    static Stream<Arguments> allowed() {
        return Arrays.stream(Wishes.values())
                .flatMap(wishes -> EnumSet.complementOf(EnumSet.copyOf(NOT_ACROSS)).stream()
                        .map(call -> Arguments.of(wishes, call)));
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void callsAndStreamsCross(Wishes wishes, Calls call) throws Exception {
        start(wishes, text -> text);

        doIt(wishes, call);
    }

    @ParameterizedTest
    @EnumSource(Wishes.class)
    void withTheOptionalEntriesDiscoveryCrosses(Wishes wishes) throws Exception {
        start(wishes, Printed::withOptions);

        doIt(wishes, Calls.DISCOVERY);
    }

    @ParameterizedTest
    @EnumSource(Wishes.class)
    void eventsCross(Wishes wishes) {
        start(wishes, text -> text);
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        NewsListener listener = new NewsListener() {
            @Override
            public void viewed(Note event) {
                heard.add("viewed by " + event.getCustomer());
            }

            @Override
            public void created(Note event) {
                heard.add("created by " + event.getCustomer());
            }
        };
        SubscribeOptions options = SubscribeOptions.DEFAULT.withoutStored();
        host(
                wishes,
                "buyer",
                builder -> builder.add(NewsBinding.listener(
                        listener,
                        wishes.customer == null
                                ? options
                                : options.withParameter(NewsBinding.VIEWED_CUSTOMER, wishes.customer)
                                        .withParameter(NewsBinding.CREATED_CUSTOMER, wishes.customer))));
        try (RpcClient publisher = client(wishes, "seller")) {
            Note note = Note.newBuilder().setCustomer(wishes.somebody()).build();
            publisher.publish(NewsBinding.VIEWED, note, PublishOptions.DEFAULT);
            // Stands for a durable event, whose stream is no business of the listener here.
            server.connect("seller", wishes.inbox)
                    .publish(wishes.subject("news." + wishes.somebody() + ".created"), note.toByteArray());

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(heard)
                            .containsExactlyInAnyOrder(
                                    "viewed by " + wishes.somebody(), "created by " + wishes.somebody()));
        }
    }

    @ParameterizedTest
    @EnumSource(Wishes.class)
    void noOtherRequestCrosses(Wishes wishes) throws Exception {
        start(wishes, text -> text);

        assertThatOnlyTheLastCrosses(
                server.connect("buyer", "_INBOX"),
                server.connect("seller", "_INBOX"),
                subjects(wishes, NOT_IMPORTED, NOT_IMPORTED_FOR_ALICE, "desk." + wishes.somebody() + ".place"));
    }

    @ParameterizedTest
    @EnumSource(Wishes.class)
    void noOtherEventCrosses(Wishes wishes) throws Exception {
        start(wishes, text -> text);

        assertThatOnlyTheLastCrosses(
                server.connect("seller", "_INBOX"),
                server.connect("buyer", "_INBOX"),
                subjects(
                        wishes,
                        EVENTS_THAT_STAY,
                        EVENTS_THAT_STAY_WITH_OTHERS,
                        "news." + wishes.somebody() + ".viewed"));
    }

    private static List<String> subjects(
            Wishes wishes, List<String> neighbours, List<String> neighboursOfAlice, String allowed) {
        List<String> all = new ArrayList<>();
        neighbours.forEach(subject -> all.add(wishes.subject(subject)));
        if (wishes == Wishes.ALL_SAID) {
            all.addAll(neighboursOfAlice);
        }
        all.add(wishes.subject(allowed));
        return all;
    }

    private static void assertThatOnlyTheLastCrosses(Connection from, Connection to, List<String> subjects)
            throws Exception {
        Queue<String> crossed = new ConcurrentLinkedQueue<>();
        Dispatcher everything = to.createDispatcher(message -> crossed.add(message.getSubject()));
        everything.subscribe(">");
        to.flush(Duration.ofSeconds(20));

        for (String subject : subjects) {
            from.publish(subject, "_INBOX.somebody", new byte[0]);
        }

        String last = subjects.get(subjects.size() - 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> crossed.contains(last));
        assertThat(crossed).containsExactly(last);
    }
}
