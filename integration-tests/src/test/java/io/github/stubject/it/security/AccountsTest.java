package io.github.stubject.it.security;

import static io.github.stubject.it.security.GreeterProbe.ANSWERED;
import static io.github.stubject.it.security.GreeterProbe.LONG;
import static io.github.stubject.it.security.GreeterProbe.SHORT;
import static io.github.stubject.it.security.SlowGreeter.SLOW;
import static io.github.stubject.it.security.SlowGreeter.hello;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.acme.hello.GreeterBinding;
import com.acme.hello.HelloReply;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.MethodStats;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls from one account to another, under the same subject (SHOP) and behind a prefix (BAR). */
@Timeout(60)
class AccountsTest {
    private final SlowGreeter greeter = new SlowGreeter();
    private GuideServer server;
    private ServiceHost host;
    private RpcClient client;

    private GreeterProbe start(String user, UnaryOperator<String> change) {
        server = GuideServer.start("accounts.conf", change);
        host = ServiceHost.builder(server.connectAs("service"))
                .add(GreeterBinding.of(greeter))
                .drainTimeout(Duration.ofSeconds(2))
                .start();
        client = clientOf(user, server.connectAs(user));
        return new GreeterProbe(client, greeter, host);
    }

    private static RpcClient clientOf(String user, Connection nats) {
        return user.equals("bar")
                ? RpcClient.builder(nats).prefix("acme").build()
                : RpcClient.builder(nats).build();
    }

    /** Gives the service's user permissions. */
    private static UnaryOperator<String> permitting(String permissions) {
        String password = "password: $SERVICE_PASSWORD";
        return text -> text.replace(password, password + ", permissions: { " + permissions + " }");
    }

    private MethodStats stats() {
        return Objects.requireNonNull(host.stats().get(GreeterBinding.GREET));
    }

    @AfterEach
    void stop() {
        greeter.release.countDown();
        client.close();
        host.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "bar"})
    void callsOfAnyAndOfAChosenInstanceAreAnswered(String user) {
        GreeterProbe probe = start(user, text -> text);

        assertThat(probe.call(LONG)).isEqualTo(ANSWERED);
        assertThat(probe.callChosen(LONG)).isEqualTo(ANSWERED);
        assertThat(client.call(GreeterBinding.GREET, hello("World"), CallOptions.DEFAULT)
                        .instance())
                .isEqualTo(host.instance());
    }

    @ParameterizedTest
    @CsvSource({"shop, greeter.greet", "bar, acme.greeter.greet"})
    void requestsInJsonAreAnsweredInJson(String user, String subject) throws Exception {
        start(user, text -> text);

        Message reply = server.connectAs(user).request(subject, "{\"name\":\"World\"}".getBytes(UTF_8), LONG);

        assertThat(new String(reply.getData(), UTF_8)).isEqualTo("{\"message\":\"Hello, World\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "bar"})
    void aCancelFreesTheCallerAtOnceAndDoesNotArrive(String user) throws Exception {
        GreeterProbe probe = start(user, text -> text);

        assertThat(probe.cancelArrives(SHORT)).isFalse();

        assertThat(probe.call(LONG)).isEqualTo(ANSWERED);
        assertThat(stats().cancelled()).isZero();
        assertThat(server.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "bar"})
    void aCancelOfACallFromElsewhereIsNotTakenForOneOfHere(String user) throws Exception {
        start(user, text -> text);
        RpcClient other = RpcClient.builder(server.connectAs("service")).build();
        CompletableFuture<HelloReply> ours =
                other.unaryAsync(GreeterBinding.GREET, hello(SLOW), CallOptions.DEFAULT.withTimeout(LONG));
        CompletableFuture<HelloReply> theirs =
                client.unaryAsync(GreeterBinding.GREET, hello(SLOW), CallOptions.DEFAULT.withTimeout(LONG));
        await().until(() -> greeter.asked.size() == 2);

        theirs.cancel(true);
        assertThat(greeter.cancelled.poll(SHORT.toMillis(), TimeUnit.MILLISECONDS))
                .isNull();
        greeter.release.countDown();

        assertThat(ours).succeedsWithin(LONG);
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "bar"})
    void withoutTheReservedTailOnlyTheChoiceOfAnInstanceIsMissing(String user) throws Exception {
        GreeterProbe probe = start(
                user,
                text -> text.lines()
                        .filter(line -> !line.contains("_s.>"))
                        .reduce("", (all, line) -> all + line + "\n"));

        assertThat(probe.call(LONG)).isEqualTo(ANSWERED);
        assertThat(probe.callChosen(LONG)).isEqualTo("UNAVAILABLE NOT_RUN");
        assertThat(probe.cancelArrives(SHORT)).isFalse();
        assertThat(probe.call(LONG)).isEqualTo(ANSWERED);
    }

    @ParameterizedTest
    @CsvSource({
        "shop, 'allow_responses: true', true",
        "bar, 'allow_responses: true', true",
        "shop, 'publish: [ \"_INBOX.>\", \"_R_.>\" ]', true",
        "bar, 'publish: [ \"_INBOX.>\", \"_R_.>\" ]', true",
        "shop, 'publish: \"_INBOX.>\"', false",
        "bar, 'publish: \"_INBOX.>\"', false",
    })
    void aListOfInboxesForTheServiceMustHaveThoseOfImports(String user, String permissions, boolean enough) {
        GreeterProbe probe = start(user, permitting(permissions));

        assertThat(probe.call(enough ? LONG : SHORT)).isEqualTo(enough ? ANSWERED : "DEADLINE_EXCEEDED UNKNOWN");
    }

    /** nats-server 2.9 does not say so across an import, 2.15 does. */
    @ParameterizedTest
    @ValueSource(strings = {"shop", "bar"})
    void thatNobodyServesMayShowAsATimeout(String user) {
        GreeterProbe probe = start(user, text -> text);
        host.close();

        assertThat(probe.call(SHORT)).isIn("DEADLINE_EXCEEDED UNKNOWN", "UNAVAILABLE NOT_RUN");
    }

    @ParameterizedTest
    @CsvSource({"shop, 1m, true", "bar, 1m, true", "shop, 50ms, false", "bar, 50ms, false"})
    void anAnswerLaterThanTheExportsThresholdIsLost(String user, String threshold, boolean answered) throws Exception {
        String export = "{ service: \"greeter.greet\"";
        GreeterProbe probe = start(user, text -> text.replace(export, export + ", threshold: \"" + threshold + "\""));
        CompletableFuture<HelloReply> call = client.unaryAsync(
                GreeterBinding.GREET,
                hello(SLOW),
                CallOptions.DEFAULT.withTimeout(answered ? LONG : SHORT.multipliedBy(2)));
        probe.awaitAsked(SLOW);
        CompletableFuture.delayedExecutor(SHORT.toMillis(), TimeUnit.MILLISECONDS)
                .execute(greeter.release::countDown);

        assertThat(call.handle((reply, failure) -> failure == null).get(30, TimeUnit.SECONDS))
                .isEqualTo(answered);
        assertThat(server.errors()).isEmpty();
    }
}
