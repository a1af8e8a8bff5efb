package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.ORDER;
import static io.github.stubject.runtime.TestService.SURVEY;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.TestService.Greeter;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever peers send, hosts and clients go on, no thread ends, and the log has no line that a peer wrote. A failure names its
 * seed; {@code -Dstubject.fuzz.seed} has it again.
 */
class FuzzTest extends CallHarness {
    /** Some may not have ended yet. */
    private final Set<Thread> ofEarlierTests = ofAllTests();

    private static final Pattern LINE_OF_A_PEER =
            Pattern.compile("[\\n\\r\\u2028\\u2029\\u0085\\u000b\\f\\u0008\\u009b\\u001b][^ ]{0,4}" + Fuzz.MARK);
    private static final CallOptions PATIENT = CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(20));

    private static final CallOptions ONCE =
            CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(3)).withoutRetries();

    private final long seed = Fuzz.newSeed();
    private final Fuzz fuzz = new Fuzz(seed);
    private final LogCapture log = new LogCapture();

    @AfterEach
    void nobodyElseWroteLinesOfTheLog() {
        log.close();
        assertThat(log.records())
                .as("seed " + seed)
                .noneMatch(text -> LINE_OF_A_PEER.matcher(text).find());
    }

    /** An implementation that fails with what its caller says, in all the ways that there are. */
    private static final class Careless implements Greeter {
        @Override
        public HelloReply greet(HelloRequest request) {
            String name = request.getName();
            return switch (name.length() % 4) {
                case 0 -> throw new IllegalArgumentException("no such name: " + name, new IllegalStateException(name));
                case 1 -> throw new RpcException(Code.NOT_FOUND, name);
                case 2 ->
                    throw RpcException.ofReply(
                            Code.NOT_FOUND,
                            name,
                            List.of(),
                            CallContext.current().headers(),
                            Delivery.RAN);
                default -> reply(name);
            };
        }

        @Override
        public HelloReply order(OrderRequest request) {
            CallContext.current().send(CallContext.current().headers());
            return reply(request.getId());
        }

        @Override
        public HelloReply survey(HelloRequest request) {
            return reply("still there");
        }
    }

    /** Threads of this test that live as long as a host, a client or a connection does. */
    private Set<Thread> lasting() {
        Set<Thread> threads = ofAllTests();
        threads.removeAll(ofEarlierTests);
        return threads;
    }

    private static Set<Thread> ofAllTests() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("stubject-in-memory")
                        || entry.getKey().getName().startsWith("stubject-timer")
                        || Stream.of(entry.getValue())
                                .anyMatch(frame -> frame.getClassName().endsWith(".NatsConnectionReader")))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void assertAllAlive(Set<Thread> before) {
        assertThat(before).as("seed " + seed).isNotEmpty().allMatch(Thread::isAlive);
    }

    private String subject(String instance) {
        return fuzz.any(List.of(
                "greeter.greet",
                "greeter.greet",
                "greeter.alice.EU.order",
                "greeter._s._s.order",
                "greeter." + "x".repeat(1000) + ".MARS.order",
                "greeter.greet._s._all.cancel",
                "greeter.greet._s._all.other.cancel",
                "greeter.greet._s." + instance + ".call",
                "greeter.greet._s." + instance + ".cancel",
                "greeter.greet._s." + instance + "._s.x.call",
                "greeter.alice.EU.order._s." + instance + ".call",
                "greeter.alice.EU.order._s._all.x"));
    }

    private String replyTo() {
        return fuzz.any(List.of(
                "some.where",
                "_INBOX.x." + fuzz.below(1000),
                "$JS.API.STREAM.DELETE." + Fuzz.MARK,
                "$SRV.PING",
                "greeter.greet",
                "greeter.greet._s._all.cancel",
                "greeter.a.b.order",
                "x".repeat(1000),
                "a.b%n{0}.c"));
    }

    @Test
    void aHostGoesOnWhateverItIsAsked() throws Exception {
        ServiceHost host = serve(TestService.of(new Careless(), GREET, SURVEY));
        serve(TestService.of(new Careless(), ORDER));
        RpcClient client = client();
        Transport peer = connect();
        assertThat(client.unary(SURVEY, hello("x"), PATIENT).getText()).isEqualTo("still there");
        Set<Thread> before = lasting();

        for (int i = 0; i < 2000; i++) {
            String replyTo = fuzz.below(20) == 0 ? null : replyTo();
            peer.publish(subject(host.instance()), replyTo, fuzz.headers(), fuzz.data());
            if (i % 100 == 0) {
                peer.flush(Duration.ofSeconds(10));
            }
        }
        peer.flush(Duration.ofSeconds(10));

        await().ignoreExceptionsInstanceOf(RpcException.class)
                .until(() -> client.unary(SURVEY, hello("x"), PATIENT).getText().equals("still there"));
        assertAllAlive(before);
        MethodStats greet = Objects.requireNonNull(host.stats().get(GREET));
        assertThat(greet.invalid()).as("seed " + seed).isPositive();
        assertThat(greet.errors()).as("seed " + seed).isPositive();
        assertThat(greet.unsafeReplies()).as("seed " + seed).isPositive();
    }

    private void answer(Transport peer, String replyTo) {
        String inbox = replyTo.substring(0, replyTo.lastIndexOf('.') + 1);
        try {
            for (int i = fuzz.below(3); i >= 0; i--) {
                peer.publish(replyTo, fuzz.below(3) == 0 ? replyTo() : null, fuzz.headers(), fuzz.data());
            }
            peer.publish(inbox + fuzz.any(List.of("0", "-1", "zz", "%", "x".repeat(500))), null, null, fuzz.data());
        } catch (IllegalStateException e) {
            // More than a small outgoing queue takes; the call ends at its time.
        }
    }

    @Test
    void aClientGoesOnWhateverItIsAnswered() throws Exception {
        Transport peer = connect();
        SubscriptionGroup service = peer.newSubscriptionGroup();
        service.subscribe("greeter.greet", null, request -> answer(peer, Objects.requireNonNull(request.replyTo())));
        peer.flush(Duration.ofSeconds(5));
        serve(TestService.of(new Careless(), SURVEY));
        RpcClient client = client();
        assertThat(client.unary(SURVEY, hello("x"), PATIENT).getText()).isEqualTo("still there");
        Set<Thread> before = lasting();

        List<CompletableFuture<HelloReply>> calls = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            calls.add(client.unaryAsync(GREET, hello("x"), ONCE));
            if (i % 20 == 0) {
                await().pollInterval(Duration.ofMillis(2))
                        .until(() -> calls.stream().allMatch(CompletableFuture::isDone));
            }
        }
        for (CompletableFuture<HelloReply> call : calls) {
            try {
                assertThat(call.get(30, TimeUnit.SECONDS)).isNotNull();
            } catch (ExecutionException e) {
                assertThat(e).as("seed " + seed).hasCauseInstanceOf(RpcException.class);
                log.records().add(String.valueOf(e.getCause()));
            }
        }

        assertThat(calls.stream().filter(CompletableFuture::isCompletedExceptionally))
                .isNotEmpty();
        assertThat(client.outstanding()).as("seed " + seed).isZero();
        assertThat(client.unary(SURVEY, hello("x"), PATIENT).getText()).isEqualTo("still there");
        assertAllAlive(before);
        service.close();
    }

    @Test
    void whatDownstreamSaysDoesNotBreakOutOfTheLogEither() throws Exception {
        RpcClient downstream = client();
        String evil = "a\r\n" + Fuzz.MARK + "\u2028" + Fuzz.MARK + "\u001b[31m" + Fuzz.MARK;
        serve(TestService.of(new Greeter() {
            @Override
            public HelloReply survey(HelloRequest request) {
                throw new RpcException(Code.NOT_FOUND, evil);
            }
        }));
        serve(host().intercept(call -> {
                    if (call.headers().get("break") != null) {
                        throw new IllegalStateException(evil);
                    }
                    return CallListener.NONE;
                })
                .add(TestService.of(greeting(name -> downstream
                        .unary(SURVEY, hello(name), CallOptions.DEFAULT)
                        .getText()))));

        RpcClient client = client();
        assertThat(failure(client).code()).isEqualTo(Code.INTERNAL);
        assertThat(failure(client, CallOptions.DEFAULT.withHeader("break", "1")).code())
                .isEqualTo(Code.INTERNAL);

        await().untilAsserted(() -> assertThat(log.records())
                .filteredOn(text -> text.contains(Fuzz.MARK))
                .hasSize(2));
    }

    @Test
    void garbageFillsNeitherMemoryNorTheLog() throws Exception {
        ServiceHost host = serve(TestService.of(greeting(name -> name)));
        Transport peer = connect();
        int before = log.records().size();

        for (int i = 0; i < 5000; i++) {
            peer.publish("greeter.greet", "some.where", null, new byte[] {-1});
            peer.publish("greeter.greet", "$JS.API." + i, null, new byte[0]);
            peer.publish("greeter.greet", "some.where", new Headers().put("Content-Type", "x" + i), new byte[0]);
            peer.publish("greeter.greet._s._all.cancel", "some.where." + i, null, new byte[0]);
            if (i % 100 == 0) {
                peer.flush(Duration.ofSeconds(10));
            }
        }
        peer.flush(Duration.ofSeconds(10));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                Objects.requireNonNull(host.stats().get(GREET)).requests())
                        .isEqualTo(15_000));
        assertThat(log.records().size() - before)
                .as("the first unsafe reply subject alone is logged")
                .isEqualTo(1);
    }
}
