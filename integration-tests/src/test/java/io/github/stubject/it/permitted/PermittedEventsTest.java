package io.github.stubject.it.permitted;

import static io.github.stubject.it.permitted.PermittedServer.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.generator.permissions.Role;
import io.github.stubject.runtime.PublishOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.Setup;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With the printed permissions of publishers and subscribers events arrive, and what is next to them is refused. */
@Timeout(90)
class PermittedEventsTest {
    private static final Map<String, Consumer<Listening>> ALLOWED = Map.of(
            "core events", Listening::coreEvents,
            "durable events", Listening::durableEvents,
            "events that fail", Listening::eventsThatFail,
            "durable events in order", Listening::durableEventsInOrder);

    private static final Map<String, Consumer<Listening>> OPTIONAL = Map.of(
            "durable events with a key and no order", Listening::durableEventsWithAKeyAndNoOrder,
            "durable events as core events", Listening::durableEventsAsCoreEvents);

    /** In the words of the schema: prefixes are put before. */
    private static final Map<String, List<String>> NOT_TO_PUBLISH = Map.of(
            "news_publisher",
            List.of(
                    "news.carol.deleted",
                    "news.carol.viewed.more",
                    "news.all.changed",
                    "news.all.changed.0.1",
                    "desk.sort"),
            "news_subscriber",
            List.of("news.carol.viewed", "news.carol.created", "news.all.changed.0", "dead.other_News_Created"),
            "chimes_publisher",
            List.of("chimes.carol.stopped", "news.carol.viewed"),
            "chimes_subscriber",
            List.of("chimes.carol.struck", "news.carol.viewed"));

    private static final Map<String, List<String>> NOT_TO_SUBSCRIBE = Map.of(
            "news_publisher",
            List.of("news.*.viewed", "news.>"),
            "news_subscriber",
            List.of("news.>", "news.*.created", "news.all.changed.*", "dead.>", "chimes.*.struck", "news.*.deleted"),
            "chimes_publisher",
            List.of("chimes.*.struck"),
            "chimes_subscriber",
            List.of("chimes.>", "chimes.*.stopped", "news.*.viewed"));

    /** With the name of a stream behind the prefix in place of NEWS and CHANGES. */
    private static final Map<String, List<String>> NOT_TO_ASK = Map.of(
            "news_publisher",
            List.of(
                    "$JS.API.STREAM.INFO.DEAD",
                    "$JS.API.STREAM.DELETE.NEWS",
                    "$JS.API.STREAM.PURGE.NEWS",
                    "$JS.API.STREAM.CREATE.NEWS",
                    "$JS.API.STREAM.UPDATE.NEWS",
                    "$JS.API.STREAM.MSG.GET.NEWS",
                    "$JS.API.CONSUMER.CREATE.NEWS.mine",
                    "$JS.ACK.NEWS.billing_News_Created.1"),
            "news_subscriber",
            List.of(
                    "$JS.API.STREAM.INFO.DEAD",
                    "$JS.API.STREAM.DELETE.NEWS",
                    "$JS.API.STREAM.MSG.GET.NEWS",
                    "$JS.API.CONSUMER.CREATE.NEWS",
                    "$JS.API.CONSUMER.CREATE.NEWS.billing_News_Created",
                    "$JS.API.CONSUMER.CREATE.NEWS.billing_News_Created.>",
                    "$JS.API.CONSUMER.CREATE.NEWS.other_News_Created.news.carol.created",
                    "$JS.API.CONSUMER.DURABLE.CREATE.NEWS.billing_News_Created",
                    "$JS.API.CONSUMER.DELETE.NEWS.billing_News_Created",
                    "$JS.API.CONSUMER.INFO.NEWS.other_News_Created",
                    "$JS.API.CONSUMER.MSG.NEXT.NEWS.other_News_Created",
                    "$JS.API.CONSUMER.MSG.NEXT.CHANGES.billing_News_Created",
                    "$JS.API.CONSUMER.MSG.NEXT.CHANGES.billing_News_Changed",
                    "$JS.API.CONSUMER.MSG.NEXT.CHANGES.billing_News_Changed_2",
                    "$JS.ACK.NEWS.other_News_Created.1",
                    "$JS.ACK.CHANGES.billing_News_Changed.1"),
            "chimes_publisher",
            List.of("$JS.API.STREAM.INFO.NEWS", "$JS.API.STREAM.NAMES"),
            "chimes_subscriber",
            List.of("$JS.API.STREAM.INFO.NEWS", "$JS.API.STREAM.NAMES", "_INBOX.1", "$SRV.PING"));

    private static final List<String> NOBODY_MAY_PUBLISH = List.of("_INBOX_bob.1", "else");
    private static final List<String> NOBODY_MAY_SUBSCRIBE = List.of(">", "_INBOX_bob.>", "$JS.API.>", "else");

    /** What only somebody with everything said may not. */
    private static final Map<String, List<String>> ALICE_MAY_NOT_PUBLISH = Map.of(
            "news_publisher",
            List.of(
                    "staging.eu.news.bob.viewed",
                    "staging.eu.news.bob.created",
                    "news.alice.viewed",
                    "staging.us.news.alice.viewed",
                    "$JS.API.STREAM.INFO.NEWS"),
            "chimes_publisher",
            List.of("staging.eu.chimes.bob.struck", "chimes.alice.struck"),
            "news_subscriber",
            List.of(
                    "dead.billing_News_Created",
                    "$JS.API.STREAM.INFO.NEWS",
                    "$JS.API.CONSUMER.CREATE.staging_eu_NEWS.billing_News_Created.staging.eu.news.*.created",
                    "$JS.API.CONSUMER.CREATE.staging_eu_NEWS.billing_News_Created.staging.eu.news.bob.created",
                    "$JS.API.CONSUMER.MSG.NEXT.NEWS.billing_News_Created"));

    private static final Map<String, List<String>> ALICE_MAY_NOT_SUBSCRIBE = Map.of(
            "news_publisher",
            List.of("_INBOX.>"),
            "chimes_subscriber",
            List.of(
                    "staging.eu.chimes.*.struck workers",
                    "staging.eu.chimes.bob.struck workers",
                    "staging.eu.chimes.alice.struck",
                    "chimes.alice.struck workers"),
            "news_subscriber",
            List.of(
                    "_INBOX.>",
                    "staging.eu.news.alice.viewed",
                    "staging.eu.news.alice.viewed others",
                    "staging.eu.news.bob.viewed workers",
                    "staging.eu.news.*.viewed workers",
                    "news.alice.viewed workers"));

    private PermittedServer server;

    private void start(Wishes wishes, UnaryOperator<String> change) {
        StringBuilder users = new StringBuilder(user("admin"));
        for (String service : List.of("News", "Chimes")) {
            for (Role role : List.of(Role.PUBLISHER, Role.SUBSCRIBER)) {
                String name = (service + "_" + role).toLowerCase(Locale.ROOT);
                users.append(user(name, change.apply(Printed.block(service, role, wishes::of))));
            }
        }
        server = new PermittedServer("jetstream: enabled\nauthorization { users: [\n" + users + "] }");
    }

    private Connection connect(Wishes wishes, String user) {
        return server.connect(user, wishes.inbox);
    }

    private void doing(Wishes wishes, Consumer<Listening> flow) {
        Listening.prepareStreams(wishes, server.connect("admin", "_INBOX"));
        try (Listening listening =
                new Listening(wishes, connect(wishes, "news_publisher"), connect(wishes, "news_subscriber"))) {
            flow.accept(listening);
        }
        server.assertNoViolation();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> allowed() {
        return each(ALLOWED);
    }

    static Stream<Arguments> optional() {
        return each(OPTIONAL);
    }

    private static Stream<Arguments> each(Map<String, Consumer<Listening>> flows) {
        return Arrays.stream(Wishes.values())
                .flatMap(wishes -> flows.keySet().stream().sorted().map(flow -> Arguments.of(wishes, flow)));
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void whatARoleNeedsWorksWithoutAViolation(Wishes wishes, String flow) {
        start(wishes, text -> text);

        doing(wishes, ALLOWED.get(flow));
    }

    @ParameterizedTest
    @MethodSource("optional")
    void withTheOptionalEntriesMoreWorks(Wishes wishes, String flow) {
        start(wishes, Printed::withOptions);

        doing(wishes, OPTIONAL.get(flow));
    }

    @ParameterizedTest
    @EnumSource(Wishes.class)
    void aPublisherMayAskWhyItFails(Wishes wishes) throws Exception {
        start(wishes, text -> text);

        try (Listening listening =
                new Listening(wishes, connect(wishes, "news_publisher"), connect(wishes, "news_subscriber"))) {
            assertThat(listening.publishingWithoutAStream())
                    .contains("UNAVAILABLE")
                    .contains(wishes.stream("NEWS"));
        }
        server.assertNoViolation();
    }

    @ParameterizedTest
    @EnumSource(Wishes.class)
    void withTheOptionalEntriesAPublisherPreparesItsStream(Wishes wishes) throws Exception {
        start(wishes, Printed::withOptions);
        Connection publisher = connect(wishes, "news_publisher");

        Listening.stream(NewsBinding.CREATED, wishes).prepare(publisher, Setup.CREATE);
        Listening.stream(NewsBinding.CREATED, wishes)
                .configure(stream -> stream.maxMessages(10))
                .prepare(publisher, Setup.UPDATE);

        assertThat(server.connect("admin", "_INBOX")
                        .jetStreamManagement()
                        .getStreamInfo(wishes.stream("NEWS"))
                        .getConfiguration()
                        .getMaxMsgs())
                .isEqualTo(10);
        server.assertNoViolation();
    }

    @ParameterizedTest
    @EnumSource(Wishes.class)
    void coreEventsAloneNeedNothingOfJetStream(Wishes wishes) {
        start(wishes, text -> text);
        Queue<Note> heard = new ConcurrentLinkedQueue<>();
        ChimesListener listener = new ChimesListener() {
            @Override
            public void struck(Note event) {
                heard.add(event);
            }
        };
        SubscribeOptions options = wishes.queueGroup == null
                ? SubscribeOptions.DEFAULT
                : SubscribeOptions.DEFAULT.withQueueGroup(wishes.queueGroup);
        if (wishes.customer != null) {
            options = options.withParameter(ChimesBinding.STRUCK_CUSTOMER, wishes.customer);
        }
        ServiceHost.Builder host = ServiceHost.builder(connect(wishes, "chimes_subscriber"))
                .add(ChimesBinding.listener(listener, options));
        RpcClient.Builder rpc = RpcClient.builder(connect(wishes, "chimes_publisher"));
        if (wishes.prefix != null) {
            host.prefix(wishes.prefix);
            rpc.prefix(wishes.prefix);
        }
        try (ServiceHost listening = host.start();
                RpcClient publisher = rpc.build()) {
            Note note = Note.newBuilder().setCustomer(wishes.somebody()).build();
            publisher.publish(ChimesBinding.STRUCK, note, PublishOptions.DEFAULT);

            await().until(() -> heard.size() == 1);
            assertThat(listening.subscriptions()).hasSize(1);
        }
        server.assertNoViolation();
    }

    @TestFactory
    Stream<DynamicTest> whatIsNextToItIsRefused() {
        start(Wishes.NOTHING_SAID, text -> text);

        return refusals(Wishes.NOTHING_SAID);
    }

    @TestFactory
    Stream<DynamicTest> whatIsNextToItIsRefusedBehindAPrefixToo() {
        start(Wishes.ALL_SAID, text -> text);

        return Stream.concat(
                refusals(Wishes.ALL_SAID),
                users().flatMap(user -> new Refusals(server, user, connect(Wishes.ALL_SAID, user))
                        .toPublish(list(ALICE_MAY_NOT_PUBLISH, user))
                        .toSubscribe(list(ALICE_MAY_NOT_SUBSCRIBE, user))
                        .tests()));
    }

    private Stream<DynamicTest> refusals(Wishes wishes) {
        return users().flatMap(user -> new Refusals(server, user, connect(wishes, user))
                .toPublish(wishes.subjects(list(NOT_TO_PUBLISH, user)))
                .toPublish(list(NOT_TO_ASK, user).stream()
                        .map(subject -> subject.replaceFirst("\\b(NEWS|CHANGES)\\b", wishes.stream("$1")))
                        .toList())
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
