package io.github.stubject.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams from one account to another, under the same subject (SHOP) and behind a prefix (BAR). */
@Timeout(90)
class StreamAccountsTest {
    /** A few seconds, on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Feeds feeds = new Feeds();
    private GuideServer server;
    private ServiceHost host;
    private RpcClient client;

    private void start(String user, UnaryOperator<String> change) {
        server = GuideServer.start("stream-accounts.conf", change);
        host = ServiceHost.builder(server.connectAs("service"))
                .add(feeds.binding())
                .drainTimeout(Duration.ofSeconds(2))
                .start();
        RpcClient.Builder builder = RpcClient.builder(server.connectAs(user));
        client = user.equals("bar") ? builder.prefix("acme").build() : builder.build();
    }

    /** What comes of it, which must not take long. */
    private static String soon(Supplier<String> call) {
        long start = System.nanoTime();
        String outcome = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(outcome).isLessThan(SOON);
        return outcome;
    }

    @AfterEach
    void stop() {
        client.close();
        host.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "bar"})
    void streamsOfAllKindsWorkAndCancelsArrive(String user) throws Exception {
        start(user, text -> text);

        assertThat(Feeds.callAll(client)).isEqualTo("all");
        assertThat(feeds.cancelArrives(client)).isTrue();
        assertThat(server.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "bar"})
    void withoutAnExportOfStreamsTheErrorSaysWhatItNeeds(String user) {
        start(user, text -> text.replace(", response: stream", ""));

        assertThat(soon(() -> Feeds.watch(client, Integer.MAX_VALUE, 1)))
                .startsWith("FAILED_PRECONDITION ")
                .contains("response: stream");
        assertThat(soon(() -> Feeds.chatIdly(client)))
                .startsWith("FAILED_PRECONDITION ")
                .contains("response: stream");
        assertThat(soon(() -> Feeds.record(client, 10)))
                .startsWith("FAILED_PRECONDITION ")
                .contains("response: stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "bar"})
    void withoutTheReservedTailTheErrorSaysSo(String user) {
        start(
                user,
                text -> text.lines()
                        .filter(line -> !line.contains("_s.>"))
                        .reduce("", (all, line) -> all + line + "\n"));

        assertThat(soon(() -> Feeds.watch(client, Integer.MAX_VALUE, 1)))
                .startsWith("UNAVAILABLE ")
                .contains("feeds.watch._s.", "exported, imported and permitted");
        assertThat(soon(() -> Feeds.record(client, 10)))
                .startsWith("UNAVAILABLE ")
                .contains("feeds.record._s.", "exported, imported and permitted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "bar"})
    void aStreamMayLastLongerThanTheExportsThresholdButNotPauseForLonger(String user) {
        start(user, text -> text.replace("response: stream", "response: stream, threshold: \"1s\""));

        assertThat(soon(() -> Feeds.watch(client, 30, 100))).isEqualTo("all");
        assertThat(soon(() -> Feeds.watch(client, 2, 3000)))
                .startsWith("DATA_LOSS ")
                .contains("threshold");
    }
}
