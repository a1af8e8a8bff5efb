package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.impl.Headers;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What travels beside requests and responses. */
class MetadataTest extends CallHarness {
    private static final byte[] BYTES = {0, 13, 10, -1};

    @Test
    void theHeadersOfARequestReachTheImplementation() {
        serve(TestService.of(greeting(name -> {
            RpcHeaders headers = CallContext.current().headers();
            return headers.all("tenant") + " " + Objects.requireNonNull(headers.bytes("token-bin")).length;
        })));
        CallOptions options = CallOptions.DEFAULT.withHeaders(
                RpcHeaders.EMPTY.and("Tenant", "a").and("Tenant", "b").withBytes("token-bin", BYTES));

        assertThat(client().unary(GREET, hello("x"), options).getText()).isEqualTo("[a, b] 4");
    }

    @Test
    void aClientsDefaultsAreOverriddenByName() {
        serve(TestService.of(greeting(name -> {
            RpcHeaders headers = CallContext.current().headers();
            return headers.get("a") + headers.get("b");
        })));
        RpcClient client = open(RpcClient.builder(connect())
                .defaults(CallOptions.DEFAULT.withHeader("a", "1").withHeader("b", "1")));

        assertThat(client.unary(GREET, hello("x"), CallOptions.DEFAULT.withHeader("B", "2"))
                        .getText())
                .isEqualTo("12");
    }

    @Test
    void anAnswersHeadersReachTheCaller() {
        serve(TestService.of(greeting(name -> {
            CallContext.current().send(RpcHeaders.EMPTY.with("a", "1").with("b", "1"));
            CallContext.current().send(RpcHeaders.EMPTY.with("b", "2").withBytes("c-bin", BYTES));
            return name;
        })));

        Response<?> response = client().call(GREET, hello("x"), CallOptions.DEFAULT);

        assertThat(response.headers())
                .isEqualTo(RpcHeaders.EMPTY.with("a", "1").with("b", "2").withBytes("c-bin", BYTES));
    }

    @Test
    void anErrorsHeadersReachTheCallerWithThoseOfTheContext() {
        serve(TestService.of(greeting(name -> {
            CallContext.current().send(RpcHeaders.EMPTY.with("a", "1").with("b", "1"));
            throw new RpcException(Code.NOT_FOUND, "no").withHeaders(RpcHeaders.EMPTY.with("b", "2"));
        })));

        assertThat(failure(client()).headers())
                .isEqualTo(RpcHeaders.EMPTY.with("a", "1").with("b", "2"));
    }

    @Test
    void anErrorPassedOnDeliberatelyKeepsItsHeaders() {
        RpcClient inner = client();
        serve(TestService.of(new TestService.Greeter() {
            @Override
            public io.github.stubject.runtime.test.HelloReply survey(
                    io.github.stubject.runtime.test.HelloRequest request) {
                throw new RpcException(Code.ABORTED, "inner").withHeaders(RpcHeaders.EMPTY.with("retry-after", "3"));
            }
        }));
        serve(TestService.of(greeting(name -> {
            try {
                return inner.unary(TestService.SURVEY, hello(name), CallOptions.DEFAULT)
                        .getText();
            } catch (RpcException e) {
                throw e.asReply();
            }
        })));

        RpcException failure = failure(client());

        assertThat(failure.code()).isEqualTo(Code.ABORTED);
        assertThat(failure.headers().get("retry-after")).isEqualTo("3");
        assertThat(failure.delivery()).isEqualTo(Delivery.RAN);
    }

    @Test
    void headersThatMakeAnAnswerTooLargeAreSaidToAndThoseOfAnErrorAreLeftOut() {
        String large = "x".repeat(1_100_000);
        serve(TestService.of(greeting(name -> {
            CallContext.current().send(RpcHeaders.EMPTY.with("large", large));
            if (name.isEmpty()) {
                throw new RpcException(Code.NOT_FOUND, "no");
            }
            return name;
        })));
        RpcClient client = client();

        assertThat(failure(client).code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(RpcException.class, () -> greet(client, ""))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void headersThatMakeARequestTooLargeAreRefusedBeforeItIsSent() {
        RpcException failure = failure(client(), CallOptions.DEFAULT.withHeader("large", "x".repeat(1_100_000)));

        assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(failure.text()).contains("1048576").containsPattern("has 11\\d{5} bytes");
    }

    @Test
    void headersOfForeignCallersAreReadable() throws Exception {
        serve(TestService.of(
                greeting(name -> "" + CallContext.current().headers().get("X-Trace"))));

        var reply = rawRequest(
                "greeter.greet", new Headers().put("x-trace", "abc"), hello("x").toByteArray());

        assertThat(new String(reply.data(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("abc");
    }
}
