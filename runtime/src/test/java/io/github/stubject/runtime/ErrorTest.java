package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.SURVEY;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import io.github.stubject.proto.Status;
import io.github.stubject.runtime.TestService.Greeter;
import io.github.stubject.runtime.TestService.GreeterAsync;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Errors from an implementation to its caller, ours and others. */
class ErrorTest extends CallHarness {
    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            "tabs\tand\r\nlines\n\nand\rmore",
            "☺ 😈 Æ 漢字 \u202e \u200b \ufeff",
            "\u0000\u0001\u001b[31m\u007f\u0085\u2028\u2029",
            "  blanks around  ",
            "%s {0} ${x} \\u000a",
            "x".repeat(100_000));

    /** As the wire protocol has it. */
    private static final Map<Code, String> NUMBERS = Map.ofEntries(
            Map.entry(Code.CANCELLED, "499"),
            Map.entry(Code.UNKNOWN, "500"),
            Map.entry(Code.INVALID_ARGUMENT, "400"),
            Map.entry(Code.DEADLINE_EXCEEDED, "504"),
            Map.entry(Code.NOT_FOUND, "404"),
            Map.entry(Code.ALREADY_EXISTS, "409"),
            Map.entry(Code.PERMISSION_DENIED, "403"),
            Map.entry(Code.RESOURCE_EXHAUSTED, "429"),
            Map.entry(Code.FAILED_PRECONDITION, "400"),
            Map.entry(Code.ABORTED, "409"),
            Map.entry(Code.OUT_OF_RANGE, "400"),
            Map.entry(Code.UNIMPLEMENTED, "501"),
            Map.entry(Code.INTERNAL, "500"),
            Map.entry(Code.UNAVAILABLE, "503"),
            Map.entry(Code.DATA_LOSS, "500"),
            Map.entry(Code.UNAUTHENTICATED, "401"));

    private static Greeter failingAs(Function<String, RpcException> error) {
        return greeting(name -> {
            throw error.apply(name);
        });
    }

    private static RpcException failureOf(RpcClient client, String name) {
        return catchThrowableOfType(
                RpcException.class, () -> client.unary(GREET, hello(name), CallOptions.DEFAULT.withoutRetries()));
    }

    @Test
    void everyCodeArrivesWithItsTextItsDetailsAndItsHeaders() {
        Any unknown = Any.newBuilder()
                .setTypeUrl("type.example.com/acme.Unknown")
                .setValue(ByteString.copyFrom(new byte[] {0, -1}))
                .build();
        serve(TestService.of(failingAs(name -> new RpcException(Code.valueOf(name), "text of " + name)
                .withDetail(StringValue.of(name))
                .withDetail(unknown)
                .withHeaders(RpcHeaders.EMPTY.with("of", name).withBytes("raw-bin", new byte[] {13, 10})))));
        RpcClient client = client();

        for (Code code : Code.values()) {
            RpcException failure = failureOf(client, code.name());

            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.text()).isEqualTo("text of " + code);
            assertThat(failure.delivery()).isEqualTo(Delivery.RAN);
            assertThat(failure.detail(StringValue.class)).contains(StringValue.of(code.name()));
            assertThat(failure.details()).hasSize(2).last().isEqualTo(unknown);
            assertThat(failure.headers())
                    .isEqualTo(RpcHeaders.EMPTY.with("of", code.name()).withBytes("raw-bin", new byte[] {13, 10}));
        }
    }

    @Test
    void everyTextArrivesExactly() {
        serve(TestService.of(failingAs(name -> new RpcException(Code.ABORTED, TEXTS.get(Integer.parseInt(name))))));
        RpcClient client = client();

        for (int i = 0; i < TEXTS.size(); i++) {
            RpcException failure = failureOf(client, "" + i);

            assertThat(failure.text()).isEqualTo(TEXTS.get(i));
            assertThat(failure.getMessage()).hasLineCount(1);
        }
    }

    @Test
    void aCallerThatIsNotOursSeesEveryCodeAsTheSpecificationHasIt() throws Exception {
        serve(TestService.of(failingAs(name -> new RpcException(Code.valueOf(name), "no\nluck, ☺"))));

        for (Code code : Code.values()) {
            InboundMessage reply =
                    rawRequest("greeter.greet", null, hello(code.name()).toByteArray());

            assertThat(reply.header("Nats-Service-Error-Code")).isEqualTo(NUMBERS.get(code));
            assertThat(reply.header("Nats-Service-Error")).isEqualTo("no luck, ?");
            assertThat(reply.header("Stubject-Code")).isEqualTo(code.name());
            assertThat(reply.header("Stubject-Not-Run")).isNull();
            Status status = Status.parseFrom(reply.data());
            assertThat(status.getCode()).isEqualTo(code.number());
            assertThat(status.getMessage()).isEqualTo("no\nluck, ☺");
        }
    }

    @Test
    void anErrorWithoutATextIsStillOneToACallerThatLooksAtTheTextOnly() throws Exception {
        serve(TestService.of(failingAs(name -> new RpcException(Code.NOT_FOUND, "\n"))));

        assertThat(rawRequest("greeter.greet", null, new byte[0]).header("Nats-Service-Error"))
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void whatAServiceThatIsNotOursSaysBesideItsErrorIsReadable() throws Exception {
        answerWith(
                "greeter.greet",
                new Headers()
                        .put("nats-service-error", "no luck")
                        .put("NATS-SERVICE-ERROR-CODE", "409")
                        .put("x-retry", "3"),
                new byte[] {-1, -1});

        RpcException failure = failureOf(client(), "x");

        assertThat(failure.code()).isEqualTo(Code.ABORTED);
        assertThat(failure.text()).isEqualTo("no luck");
        assertThat(failure.headers()).isEqualTo(RpcHeaders.EMPTY.with("x-retry", "3"));
    }

    @Test
    void theErrorOfACallDoesNotEscapeThroughAFutureEither() {
        RpcClient inner = client();
        serve(TestService.of(new Greeter() {
            @Override
            public HelloReply survey(HelloRequest request) {
                throw new RpcException(Code.NOT_FOUND, "secret");
            }
        }));
        serve(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                CompletableFuture<HelloReply> call = inner.unaryAsync(SURVEY, request, CallOptions.DEFAULT);
                return switch (request.getName()) {
                    case "itself" -> call;
                    case "dependent" -> call.thenApply(answer -> answer);
                    case "wrapped" ->
                        call.exceptionally(error -> {
                            throw new IllegalStateException(error);
                        });
                    default ->
                        call.exceptionally(error -> {
                            throw ((RpcException) error).withDetail(StringValue.of("more"));
                        });
                };
            }
        }));
        RpcClient client = client();

        for (String way : List.of("itself", "dependent", "wrapped", "with more")) {
            RpcException failure = failureOf(client, way);

            assertThat(failure.code()).as(way).isEqualTo(Code.INTERNAL);
            assertThat(failure.text()).as(way).doesNotContain("secret");
        }
    }

    @Test
    void anErrorTooLargeForItsDetailsArrivesWithoutThem() {
        serve(TestService.of(failingAs(
                name -> new RpcException(Code.ABORTED, "a\nb").withDetail(StringValue.of("x".repeat(1_100_000))))));

        RpcException failure = failureOf(client(), "x");

        assertThat(failure.code()).isEqualTo(Code.ABORTED);
        assertThat(failure.text()).isEqualTo("a b");
        assertThat(failure.details()).isEmpty();
    }
}
