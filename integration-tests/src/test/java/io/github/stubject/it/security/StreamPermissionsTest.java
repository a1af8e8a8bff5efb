package io.github.stubject.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The permissions that streams need: all is well with them, and without any of them the caller gets an error that helps. */
class StreamPermissionsTest extends FeedsHarness {
    private static final String GUIDES = "publish: \"_INBOX.>\"  # what goes to clients";

    private void start(UnaryOperator<String> change) {
        start("stream-permissions.conf", change, "client", builder -> builder);
    }

    private static UnaryOperator<String> with(String responses) {
        return text -> {
            assertThat(text).contains(GUIDES);
            return text.replace(GUIDES, responses);
        };
    }

    private static UnaryOperator<String> without(String user, String entry) {
        return text -> {
            int begin = text.indexOf(entry, text.indexOf("user: " + user));
            assertThat(begin).as(entry + " of " + user).isPositive();
            return text.substring(0, begin) + "\"nothing\"" + text.substring(begin + entry.length());
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {GUIDES, "allow_responses: { max: -1, expires: \"1m\" }"})
    void theyAreAllThatIsNeeded(String responses) throws Exception {
        start(with(responses));

        assertThat(Feeds.callAll(client)).isEqualTo("all");
        assertThat(feeds.cancelArrives(client)).isTrue();
        assertThat(server.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"allow_responses: true", "allow_responses: { max: 1, expires: \"1m\" }"})
    void whereOneResponseIsAllowedTheErrorSaysHowToAllowMore(String responses) {
        start(with(responses));

        assertThat(soon(() -> Feeds.watch(client, Integer.MAX_VALUE, 1)))
                .startsWith("FAILED_PRECONDITION ")
                .contains("allow_responses", "max: -1");
        assertThat(soon(() -> Feeds.chatIdly(client)))
                .startsWith("FAILED_PRECONDITION ")
                .contains("allow_responses", "max: -1");
    }

    @Test
    void aStreamThatLastsLongerThanAllowResponsesEndsWithAnError() {
        start(with("allow_responses: { max: -1, expires: \"2s\" }"));

        assertThat(Feeds.watch(client, 10, 10)).isEqualTo("all");
        assertThat(soon(() -> Feeds.watch(client, Integer.MAX_VALUE, 10)))
                .startsWith("DATA_LOSS ")
                .contains("allow_responses has expired");
    }

    @Test
    void aClientThatMayNotSendIntoStreamsIsToldWhatIsMissing() {
        start(without("client", "\"feeds.*._s.>\""));

        assertThat(soon(() -> Feeds.chatIdly(client)))
                .startsWith("UNAVAILABLE ")
                .contains("feeds.chat._s.", "permission");
        assertThat(soon(() -> Feeds.watch(client, Integer.MAX_VALUE, 1)))
                .startsWith("UNAVAILABLE ")
                .contains("feeds.watch._s.", "permission");
        assertThat(soon(() -> Feeds.record(client, 10)))
                .startsWith("UNAVAILABLE ")
                .contains("feeds.record._s.", "permission");
    }

    @Test
    void aServiceThatMayNotListenThereCannotBeReached() {
        start(without("service", "\"feeds.*._s.>\""));

        assertThat(soon(() -> Feeds.chatIdly(client)))
                .startsWith("UNAVAILABLE ")
                .contains("feeds.chat._s.", "permitted");
        assertThat(soon(() -> Feeds.record(client, 10)))
                .startsWith("UNAVAILABLE ")
                .contains("feeds.record._s.", "permitted");
    }

    @ParameterizedTest
    @CsvSource({"client, '\"feeds.*\"'", "client, '\"_INBOX.>\"'", "service, '\"_INBOX.>\"'"})
    void withoutTheseNoCallIsAccepted(String user, String entry) {
        start(without(user, entry));

        assertThat(soon(() -> Feeds.watch(client, 1, 0)))
                .startsWith("DEADLINE_EXCEEDED ")
                .contains("nobody has accepted");
    }
}
