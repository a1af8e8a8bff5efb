package io.github.stubject.it.security;

import static io.github.stubject.it.security.GreeterProbe.ANSWERED;
import static io.github.stubject.it.security.GreeterProbe.LONG;
import static io.github.stubject.it.security.GreeterProbe.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.acme.hello.GreeterBinding;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The permissions of the guide: all is well with them, and without any of them what the guide says goes wrong. */
@Timeout(60)
class PermissionsTest {
    private interface Probing {
        void with(GreeterProbe probe, GuideServer server) throws Exception;
    }

    private static void probe(UnaryOperator<String> change, Probing probing) throws Exception {
        SlowGreeter greeter = new SlowGreeter();
        try (GuideServer server = GuideServer.start("permissions.conf", change);
                ServiceHost host = ServiceHost.builder(server.connectAs("service"))
                        .add(GreeterBinding.of(greeter))
                        .drainTimeout(Duration.ofSeconds(2))
                        .start()) {
            RpcClient client = RpcClient.shared(server.connectAs("client"));
            probing.with(new GreeterProbe(client, greeter, host), server);
            greeter.release.countDown();
        }
    }

    /** Allows something that nobody wants instead of an entry of the user's part of the configuration. */
    private static UnaryOperator<String> without(String user, String entry) {
        return text -> {
            int begin = text.indexOf(entry, text.indexOf("user: " + user));
            assertThat(begin).as(entry + " of " + user).isPositive();
            String instead = entry.startsWith("allow_responses") ? "publish: \"nothing\"" : "\"nothing\"";
            return text.substring(0, begin) + instead + text.substring(begin + entry.length());
        };
    }

    @Test
    void theyAreAllThatIsNeeded() throws Exception {
        probe(text -> text, (probe, server) -> {
            assertThat(probe.call(LONG)).isEqualTo(ANSWERED);
            assertThat(probe.callChosen(LONG)).isEqualTo(ANSWERED);
            assertThat(probe.cancelArrives(LONG)).isTrue();
            assertThat(probe.instances(LONG)).isEqualTo(1);
            assertThat(server.errors()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "service"})
    void withoutThisNothingIsFoundAndAllElseWorks(String user) throws Exception {
        probe(without(user, "\"$SRV.>\""), (probe, server) -> {
            assertThat(probe.instances(SHORT)).isZero();
            assertThat(probe.call(LONG)).isEqualTo(ANSWERED);
            assertThat(probe.callChosen(LONG)).isEqualTo(ANSWERED);
            assertThat(probe.cancelArrives(LONG)).isTrue();
            await().until(() -> !server.errors().isEmpty());
        });
    }

    /** What an overloaded host does before it leaves its queue group. */
    @Test
    void withTwoMoreAServiceFindsOthersOfItsKind() throws Exception {
        UnaryOperator<String> more = text -> text.replaceFirst(
                        "\"greeter.greet q\"", "\"_INBOX.>\", \"greeter.greet q\"")
                .replaceFirst(
                        "allow_responses", Matcher.quoteReplacement("publish: \"$SRV.STATS.>\", allow_responses"));
        probe(more, (probe, server) -> {
            try (RpcClient asking =
                    RpcClient.builder(server.connectAs("service")).build()) {
                assertThat(asking.discovery().stats("Greeter")).hasSize(1);
            }
            assertThat(server.errors()).isEmpty();
        });
    }

    @Test
    void oneEntryForAllThatConcernsInstancesIsEnough() throws Exception {
        probe(
                text -> without("client", "\"greeter.greet._s._all.cancel\"")
                        .apply(text)
                        .replace("greeter.greet._s.*.call", "greeter.greet._s.>"),
                (probe, server) -> {
                    assertThat(probe.callChosen(LONG)).isEqualTo(ANSWERED);
                    assertThat(probe.cancelArrives(LONG)).isTrue();
                    assertThat(server.errors()).isEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "client, '\"greeter.greet\"', DEADLINE_EXCEEDED UNKNOWN",
        "client, '\"_INBOX.>\"', DEADLINE_EXCEEDED UNKNOWN",
        "service, 'allow_responses: { max: 2, expires: \"1m\" }', DEADLINE_EXCEEDED UNKNOWN",
    })
    void withoutTheseNoCallIsAnswered(String user, String entry, String outcome) throws Exception {
        probe(without(user, entry), (probe, server) -> {
            assertThat(probe.call(SHORT)).isEqualTo(outcome);
            await().untilAsserted(() -> assertThat(server.errors())
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error).containsIgnoringCase("permissions violation")));
        });
    }

    @Test
    void withoutThisAHostDoesNotStartHoweverOftenItIsTried() {
        try (GuideServer server = GuideServer.start("permissions.conf", without("service", "\"greeter.greet q\""))) {
            ServiceHost.Builder builder =
                    ServiceHost.builder(server.connectAs("service")).add(GreeterBinding.of(new SlowGreeter()));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(builder::start)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("Permissions Violation for Subscription to \"greeter.greet\"");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "client, '\"greeter.greet._s._all.cancel\"', answered",
        "service, '\"greeter.greet._s.>\"', UNAVAILABLE NOT_RUN",
    })
    void withoutTheseNoCancelArrives(String user, String entry, String chosen) throws Exception {
        probe(without(user, entry), (probe, server) -> {
            assertThat(probe.call(LONG)).isEqualTo(ANSWERED);
            assertThat(probe.callChosen(LONG)).isEqualTo(chosen);
            assertThat(probe.cancelArrives(SHORT)).isFalse();
            await().until(() -> !server.errors().isEmpty());
        });
    }

    @Test
    void withoutThisNoInstanceCanBeChosen() throws Exception {
        probe(without("client", "\"greeter.greet._s.*.call\""), (probe, server) -> {
            assertThat(probe.call(LONG)).isEqualTo(ANSWERED);
            assertThat(probe.callChosen(SHORT)).isEqualTo("DEADLINE_EXCEEDED UNKNOWN");
            assertThat(probe.cancelArrives(LONG)).isTrue();
            await().until(() -> !server.errors().isEmpty());
        });
    }
}
