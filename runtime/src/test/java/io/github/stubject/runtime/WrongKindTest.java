package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.impl.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a kind that the method is not, as of a client made from an older or a newer proto. */
class WrongKindTest extends StreamHarness {
    private static final CallOptions ONCE = CallOptions.DEFAULT.withoutRetries();
    private static final HelloRequest REQUEST = HelloRequest.getDefaultInstance();
    private static final HelloReply REPLY = HelloReply.getDefaultInstance();

    private static final String UNARY = "greeter.greet";
    private static final RpcMethod<HelloRequest, HelloReply> AS_SERVER_STREAM =
            RpcMethod.serverStreaming(TestService.SERVICE, "Greet", UNARY, REQUEST, REPLY);
    private static final RpcMethod<HelloRequest, HelloReply> AS_CLIENT_STREAM =
            RpcMethod.clientStreaming(TestService.SERVICE, "Greet", UNARY, REQUEST, REPLY);
    private static final RpcMethod<HelloRequest, HelloReply> AS_CONVERSATION =
            RpcMethod.bidiStreaming(TestService.SERVICE, "Greet", UNARY, REQUEST, REPLY);

    /** The errors of a call of each kind in both styles, made where one answer is given. */
    private static List<RpcException> failuresOfStreams(RpcClient client) throws Exception {
        List<RpcException> failures = new ArrayList<>();
        failures.add(catchThrowableOfType(
                RpcException.class, () -> client.serverStreaming(AS_SERVER_STREAM, hello("x"), ONCE)));
        failures.add(catchThrowableOfType(
                RpcException.class, () -> client.clientStreaming(AS_CLIENT_STREAM, Stream.of(hello("x")), ONCE)));
        failures.add(catchThrowableOfType(
                RpcException.class, () -> client.bidiStreaming(AS_CONVERSATION, Stream.of(hello("x")), ONCE)));

        Taker<HelloReply> answers = new Taker<>(1);
        client.serverStreamingAsync(AS_SERVER_STREAM, hello("x"), ONCE).subscribe(answers);
        failures.add(answers.error());
        failures.add(failureOf(client.clientStreamingAsync(
                AS_CLIENT_STREAM, Pipe.<HelloRequest>create(1).publisher(), ONCE)));
        Taker<HelloReply> replies = new Taker<>(1);
        client.bidiStreamingAsync(AS_CONVERSATION, Pipe.<HelloRequest>create(1).publisher(), ONCE)
                .subscribe(replies);
        failures.add(replies.error());
        return failures;
    }

    private static RpcException failureOf(CompletableFuture<?> call) throws Exception {
        ExecutionException failure =
                catchThrowableOfType(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS));
        return (RpcException) Objects.requireNonNull(failure.getCause());
    }

    @Test
    void aStreamThatIsOpenedAtAUnaryMethodIsRefusedAndNotRun() throws Exception {
        AtomicInteger run = new AtomicInteger();
        ServiceHost host = serve(TestService.of(greeting(name -> {
            run.incrementAndGet();
            return name;
        })));
        RpcClient client = client();

        assertThat(failuresOfStreams(client)).hasSize(6).allSatisfy(failure -> {
            assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
            assertThat(failure.text()).contains("acme.Greeter/Greet is no stream here", "the same proto");
        });
        assertThat(run).hasValue(0);
        awaitNothingLeft(host, client);
    }

    /** Of which some begin as frames do: ACCEPT, CREDIT, DATA, END. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\1x", "\20\0\1\0\1", "\22\0\1\0\1", "\21\0\1\n\1x", "\23\0\1\0", "\20", "{\"text\":\"x\"}"
            })
    void aServiceThatAnswersAStreamWithAPlainReplyIsFoundOut(String answer) throws Exception {
        answerWith(UNARY, new Headers(), answer.getBytes(ISO_8859_1));
        RpcClient client = client();

        assertThat(failuresOfStreams(client))
                .hasSize(6)
                .allSatisfy(
                        failure -> assertThat(failure.code()).as(failure.text()).isEqualTo(Code.INTERNAL));
    }

    @Test
    void aUnaryCallOfAStreamIsRefusedAndNotRun() {
        AtomicInteger run = new AtomicInteger();
        serve(StreamService.of(new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                run.incrementAndGet();
                return Stream.of(reply("a"));
            }
        }));
        RpcMethod<HelloRequest, HelloReply> asUnary =
                RpcMethod.unary(StreamService.SERVICE, "Watch", WATCH.subject(), REQUEST, REPLY);

        RpcException failure =
                catchThrowableOfType(RpcException.class, () -> client().unary(asUnary, hello("x"), ONCE));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(failure.text()).contains("acme.Streams/Watch is a stream");
        assertThat(run).hasValue(0);
    }

    @Test
    void theMethodItselfIsNotHarmed() throws Exception {
        serve(TestService.of(greeting(name -> name)));
        RpcClient client = client();
        List<RpcException> unused = failuresOfStreams(client);

        assertThat(client.unary(GREET, hello("x"), ONCE).getText()).isEqualTo("x");
    }
}
