package io.github.stubject.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams from one account to another, under the same subject (SHOP) and behind a prefix (BAR). */
class StreamAccountsTest extends FeedsHarness {
    private void start(String user, UnaryOperator<String> change) {
        start("stream-accounts.conf", change, user, builder -> user.equals("bar") ? builder.prefix("acme") : builder);
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
