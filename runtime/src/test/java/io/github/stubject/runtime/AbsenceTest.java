package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a caller is told where nobody serves what it calls. */
class AbsenceTest extends CallHarness {
    @Test
    void aServiceThatRunsNowhereIsSaidTo() {
        assertThat(failure(client()).text())
                .startsWith(
                        "acme.Greeter/Greet: nobody serves greeter.greet; discovery finds no instance of acme-Greeter");
    }

    @Test
    void aMissingPrefixIsNamed() {
        ServiceHost host = serve(host().prefix("staging.eu").add(TestService.of(greeting(name -> name))));

        assertThat(failure(client()).text())
                .contains("instance " + host.instance() + " of acme-Greeter serves it as staging.eu.greeter.greet")
                .contains("prefix(\"staging.eu\")");
    }

    @Test
    void aPrefixTooManyIsNamed() {
        serve(TestService.of(greeting(name -> name)));
        RpcClient client = open(RpcClient.builder(connect()).prefix("staging"));

        assertThat(failure(client).text())
                .contains("nobody serves staging.greeter.greet")
                .contains("serves it as greeter.greet, without the prefix of this client");
    }

    @Test
    void anInstanceWithoutTheMethodIsNamed() {
        serve(withoutGreet());

        RpcException failure = failure(client());

        assertThat(failure.text()).contains("is there, but does not serve this method");
        assertThat(failure.code()).isEqualTo(Code.UNIMPLEMENTED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
    }

    @Test
    void severalInstancesWithoutTheMethodAreCounted() {
        serve(withoutGreet());
        serve(withoutGreet());

        assertThat(failure(client()).text()).contains("; none of the 2 instances of acme-Greeter serves this method");
    }

    @Test
    void aMethodThatNoInstanceHasIsUnimplementedForCallsOfAnyKind() {
        serve(withoutGreet());
        serve(StreamService.of(new StreamService.Streams() {
            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                return TestService.reply("" + requests.count());
            }
        }));
        RpcClient client = client();

        assertUnimplemented(catchThrowableOfType(
                RpcException.class,
                () -> client.gather(GREET, hello("x"), CallOptions.DEFAULT, GatherOptions.DEFAULT)));
        assertUnimplemented(catchThrowableOfType(
                RpcException.class, () -> client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT)));
        assertUnimplemented(catchThrowableOfType(
                RpcException.class, () -> client.bidiStreaming(CHAT, Stream.empty(), CallOptions.DEFAULT)));
        assertThat(client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(RpcException.class, AbsenceTest::assertUnimplemented);
    }

    private static void assertUnimplemented(RpcException failure) {
        assertThat(failure).hasMessageContaining("does not serve this method");
        assertThat(failure.code()).isEqualTo(Code.UNIMPLEMENTED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
    }

    @Test
    void otherAbsencesMayPass() {
        serve(host().prefix("staging").add(withoutGreet()));
        serve(host().prefix("test").add(TestService.of(greeting(name -> name))));
        RpcClient production = client();
        RpcClient staging = open(RpcClient.builder(connect()).prefix("staging"));
        RpcClient elsewhere = open(RpcClient.builder(connect()).prefix("elsewhere"));

        assertThat(failure(production).code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure(staging).code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure(elsewhere).code()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void whatServesOnlyElsewhereSaysNothingOfTheMethod() {
        serve(host().prefix("staging").add(withoutGreet()));

        RpcException failure = failure(client());

        assertThat(failure.text()).contains("is there, elsewhere and without this method");
        assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void aMethodThatIsKnownToBeMissingIsNotTriedAgainUntilItIsThere() {
        serve(withoutGreet());
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        RpcClient client = open(RpcClient.builder(connect()).intercept(call -> new CallListener() {
            @Override
            public void retry(int attempt, RpcException failure) {
                attempts.add(attempt);
            }
        }));

        assertUnimplemented(failure(client));
        assertThat(attempts).containsExactly(2, 3);
        assertUnimplemented(failure(client));
        assertThat(attempts).containsExactly(2, 3);

        serve(TestService.of(greeting(name -> "Hello, " + name)));
        assertThat(greet(client, "x")).isEqualTo("Hello, x");
    }

    @Test
    void norIsAStream() {
        serve(StreamService.of(new StreamService.Streams() {
            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                return TestService.reply("" + requests.count());
            }
        }));
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        RpcClient client = open(RpcClient.builder(connect()).intercept(call -> new CallListener() {
            @Override
            public void retry(int attempt, RpcException failure) {
                attempts.add(attempt);
            }
        }));

        for (int i = 0; i < 2; i++) {
            assertUnimplemented(catchThrowableOfType(
                    RpcException.class, () -> client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT)));
            assertThat(attempts).containsExactly(2, 3);
        }
    }

    @Test
    void aCallWithoutTimeToLookLooksForThoseThatFollow() {
        serve(withoutGreet());
        RpcClient client = client();
        CallOptions quick =
                CallOptions.DEFAULT.withTimeout(Duration.ofMillis(50)).withoutRetries();

        await().untilAsserted(() -> assertUnimplemented(failure(client, quick)));
    }

    @Test
    void callsThatFailAtTheSameTimeAskOnceAndAreToldTheSame() throws Exception {
        serve(withoutGreet());
        BlockingQueue<InboundMessage> questions = listen("$SRV.INFO.acme-Greeter");
        RpcClient client = client();

        List<CompletableFuture<HelloReply>> calls = IntStream.range(0, 20)
                .mapToObj(i -> client.unaryAsync(GREET, hello("" + i), CallOptions.DEFAULT))
                .toList();

        for (CompletableFuture<HelloReply> call : calls) {
            assertThat(call)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(RpcException.class, AbsenceTest::assertUnimplemented);
        }
        assertThat(questions).hasSize(1);
    }

    @Test
    void whatIsNotFreshAnyMoreIsLookedForAnew() throws Exception {
        Transport transport = connect();
        RpcClient client = open(RpcClient.builder(transport));
        BlockingQueue<InboundMessage> questions = listen("$SRV.INFO.acme-Greeter");
        RpcException nobody = RpcException.notSent(Code.UNAVAILABLE, "nobody");
        Absences stale = new Absences(transport, client.discovery(), "", Threads.callbacks(), Duration.ofSeconds(-1));

        RpcException first = stale.explain(nobody, GREET, Duration.ofSeconds(5));
        serve(withoutGreet());
        RpcException second = stale.explain(nobody, GREET, Duration.ofSeconds(5));

        assertThat(first.code()).isEqualTo(Code.UNAVAILABLE);
        assertUnimplemented(second);
        assertThat(stale.isLacking(GREET)).isFalse();
        assertThat(questions).hasSize(2);
    }

    private static ServiceBinding withoutGreet() {
        return TestService.of(new TestService.Greeter() {}, TestService.SURVEY);
    }

    @Test
    void discoveryIsAskedOnceForEachMethod() throws Exception {
        BlockingQueue<InboundMessage> questions = listen("$SRV.INFO.acme-Greeter");
        RpcClient client = client();

        RpcException first = failure(client);
        RpcException second = failure(client);

        assertThat(first.text()).contains("nobody serves");
        assertThat(second.text()).startsWith("acme.Greeter/Greet: nobody serves greeter.greet");
        assertThat(questions).hasSize(1);
    }

    @Test
    void aFutureIsToldToo() {
        serve(host().prefix("staging").add(TestService.of(greeting(name -> name))));
        CompletableFuture<HelloReply> call = client().unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);

        Assertions.assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .hasMessageContaining("staging.greeter.greet");
    }
}
