package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import io.github.stubject.runtime.TestService.GreeterAsync;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What interceptors see, in which order, and what they can do. */
class InterceptorTest extends CallHarness {
    private static final CallKey<String> USER = CallKey.named("user");

    private final List<String> log = new CopyOnWriteArrayList<>();

    /** Writes down everything that it sees. */
    private Interceptor logging(String name) {
        return call -> {
            log.add(name + " start " + call.method().name() + " " + call.subject());
            return new CallListener() {
                @Override
                public void request(Message message) {
                    log.add(name + " request " + ((HelloRequest) message).getName());
                }

                @Override
                public void retry(int attempt, RpcException failure) {
                    log.add(name + " retry " + attempt + " " + failure.code());
                }

                @Override
                public void response(Message message) {
                    log.add(name + " response " + ((HelloReply) message).getText());
                }

                @Override
                public void end(Outcome outcome) {
                    RpcException error = outcome.error();
                    log.add(name + " end " + (error == null ? "ok" : error.code() + " " + error.delivery()));
                }

                @Override
                public Scope scope() {
                    log.add(name + " open");
                    return () -> log.add(name + " close");
                }
            };
        };
    }

    private void awaitLog(String... lines) {
        await().untilAsserted(() -> assertThat(log).containsExactly(lines));
    }

    @Test
    void theFirstOnesAreOutermostOnAHost() {
        serve(host().intercept(logging("a")).intercept(logging("b")).add(TestService.of(greeting(name -> {
            log.add("run");
            return name;
        }))));

        greet(client(), "x");

        awaitLog(
                "a start Greet greeter.greet",
                "b start Greet greeter.greet",
                "a request x",
                "b request x",
                "a open",
                "b open",
                "run",
                "b response x",
                "a response x",
                "b end ok",
                "a end ok",
                "b close",
                "a close");
    }

    @Test
    void theFirstOnesAreOutermostOnAClient() {
        serve(TestService.of(greeting(name -> name)));
        RpcClient client =
                open(RpcClient.builder(connect()).intercept(logging("a")).intercept(logging("b")));

        greet(client, "x");

        assertThat(log)
                .containsExactly(
                        "a start Greet greeter.greet",
                        "b start Greet greeter.greet",
                        "a request x",
                        "b request x",
                        "b response x",
                        "a response x",
                        "b end ok",
                        "a end ok");
    }

    @Test
    void whatDependsOnAFutureRunsInTheirScopes() throws Exception {
        serve(TestService.of(greeting(name -> name)));
        RpcClient client = open(RpcClient.builder(connect()).intercept(logging("a")));

        CompletableFuture<Void> done =
                client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT).thenAccept(reply -> log.add("dependent"));
        done.get(10, TimeUnit.SECONDS);

        // A dependent that comes after the answer runs on the thread that adds it.
        assertThat(log).startsWith("a start Greet greeter.greet", "a request x", "a response x", "a end ok", "a open");
        assertThat(log).contains("dependent");
    }

    @Test
    void anAsynchronousImplementationIsSeenToItsEnd() {
        CompletableFuture<HelloReply> answer = new CompletableFuture<>();
        serve(host().intercept(logging("a")).add(TestService.ofAsync(new GreeterAsync() {
            @Override
            public CompletableFuture<HelloReply> greet(HelloRequest request) {
                return answer;
            }
        })));
        CompletableFuture<HelloReply> call = client().unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);
        awaitLog("a start Greet greeter.greet", "a request x", "a open", "a close");

        answer.complete(reply("later"));

        assertThat(call.join().getText()).isEqualTo("later");
        await().untilAsserted(() -> assertThat(log).endsWith("a response later", "a end ok"));
    }

    @Test
    void errorsOfAnImplementationAreSeenOnBothSides() {
        serve(host().intercept(logging("host")).add(TestService.of(greeting(name -> {
            throw new RpcException(Code.NOT_FOUND, "no");
        }))));
        RpcClient client = open(RpcClient.builder(connect()).intercept(logging("client")));

        RpcException unused = failure(client);

        assertThat(log).contains("client end NOT_FOUND RAN");
        await().untilAsserted(() -> assertThat(log).contains("host end NOT_FOUND RAN"));
        assertThat(log).doesNotContain("host response x", "client response x");
    }

    @Test
    void aHostsInterceptorCanRefuseACallBeforeItIsRead() throws Exception {
        serve(host().intercept(logging("outer"))
                .intercept(call -> {
                    throw new RpcException(Code.UNAUTHENTICATED, "who are you?");
                })
                .intercept(logging("inner"))
                .add(TestService.of(greeting(name -> name))));

        var reply = rawRequest("greeter.greet", null, new byte[] {-1});

        assertThat(reply.header("Stubject-Code")).isEqualTo("UNAUTHENTICATED");
        assertThat(reply.header("Stubject-Not-Run")).isEqualTo("1");
        awaitLog("outer start Greet greeter.greet", "outer end UNAUTHENTICATED NOT_RUN");
    }

    @Test
    void aHostsInterceptorCanRefuseARequest() {
        ServiceHost host = serve(host().intercept(call -> new CallListener() {
                    @Override
                    public void request(Message message) {
                        throw new RpcException(Code.INVALID_ARGUMENT, "no name");
                    }
                })
                .add(TestService.of(greeting(name -> name))));

        RpcException failure = failure(client());

        assertThat(failure.text()).isEqualTo("no name");
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(Objects.requireNonNull(host.stats().get(GREET)).invalid()).isEqualTo(1);
    }

    @Test
    void anInterceptorThatBreaksIsInternalAndTellsNothing() {
        serve(host().intercept(call -> {
                    throw new IllegalStateException("secret");
                })
                .add(TestService.of(greeting(name -> name))));

        RpcException failure = failure(client());

        assertThat(failure.code()).isEqualTo(Code.INTERNAL);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(failure.text()).doesNotContain("secret");
    }

    @Test
    void anAnswerThatIsRefusedIsAnError() {
        serve(host().intercept(call -> new CallListener() {
                    @Override
                    public void response(Message message) {
                        throw new RpcException(Code.DATA_LOSS, "not that");
                    }
                })
                .add(TestService.of(greeting(name -> name))));

        RpcException failure = failure(client());

        assertThat(failure.code()).isEqualTo(Code.DATA_LOSS);
        assertThat(failure.delivery()).isEqualTo(Delivery.RAN);
    }

    @Test
    void aClientsInterceptorCanRefuseACallBeforeItIsSent() throws Exception {
        var sent = listen("greeter.greet");
        RpcClient client =
                open(RpcClient.builder(connect()).intercept(logging("outer")).intercept(call -> {
                    throw new RpcException(Code.PERMISSION_DENIED, "not you");
                }));

        RpcException failure = failure(client);
        CompletableFuture<HelloReply> future = client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);

        assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(catchThrowableOfType(ExecutionException.class, future::get)).hasCauseInstanceOf(RpcException.class);
        assertThat(sent).isEmpty();
        assertThat(log)
                .containsExactly(
                        "outer start Greet greeter.greet",
                        "outer end PERMISSION_DENIED NOT_RUN",
                        "outer start Greet greeter.greet",
                        "outer end PERMISSION_DENIED NOT_RUN");
    }

    @Test
    void anInterceptorCanSendHeadersBothWays() {
        serve(host().intercept(call -> {
                    call.send(RpcHeaders.EMPTY.with(
                            "served", "by " + call.headers().get("caller")));
                    return CallListener.NONE;
                })
                .add(TestService.of(greeting(name -> name))));
        RpcClient client = open(RpcClient.builder(connect()).intercept(call -> {
            call.send(RpcHeaders.EMPTY.with("caller", "me"));
            return CallListener.NONE;
        }));

        assertThat(client.call(GREET, hello("x"), CallOptions.DEFAULT).headers().get("served"))
                .isEqualTo("by me");
    }

    @Test
    void anInterceptorCanTellTheImplementationWhatItFound() {
        serve(host().intercept(call -> {
                    call.set(USER, "alice");
                    return CallListener.NONE;
                })
                .add(TestService.of(
                        greeting(name -> name + " " + CallContext.current().get(USER)))));

        assertThat(greet(client(), "x")).isEqualTo("x alice");
        assertThat(CallContext.current().get(USER)).isNull();
    }

    @Test
    void retriesAreSeen() {
        RpcClient client = open(RpcClient.builder(connect()).intercept(logging("a")));

        RpcException unused = failure(client);

        assertThat(log)
                .containsExactly(
                        "a start Greet greeter.greet",
                        "a request x",
                        "a retry 2 UNAVAILABLE",
                        "a retry 3 UNAVAILABLE",
                        "a end UNAVAILABLE NOT_RUN");
    }

    @Test
    void aCancelledCallEndsOnceOnBothSides() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        serve(host().intercept(logging("host")).add(TestService.of(greeting(name -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return name;
        }))));
        RpcClient client = open(RpcClient.builder(connect()).intercept(logging("client")));
        CompletableFuture<HelloReply> call =
                client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(50)));
        running.await();

        call.cancel(true);

        await().untilAsserted(() -> assertThat(log).contains("client end CANCELLED UNKNOWN", "host end CANCELLED RAN"));
        assertThat(log.stream().filter(line -> line.contains(" end "))).hasSize(2);
    }

    @Test
    void whatBreaksAtTheEndOfACallDoesNotTouchIt() {
        Interceptor broken = call -> new CallListener() {
            @Override
            public void end(Outcome outcome) {
                throw new IllegalStateException("broken");
            }
        };
        serve(host().intercept(logging("a")).intercept(broken).add(TestService.of(greeting(name -> name))));
        RpcClient client = open(RpcClient.builder(connect()).intercept(broken));

        assertThat(greet(client, "x")).isEqualTo("x");
        await().untilAsserted(() -> assertThat(log).contains("a end ok"));
    }

    @Test
    void aRequestThatCannotBeReadIsACallThatFailed() throws Exception {
        serve(host().intercept(logging("a")).add(TestService.of(greeting(name -> name))));

        var unused = rawRequest("greeter.greet", new Headers().put("tenant", "x"), new byte[] {-1});

        awaitLog("a start Greet greeter.greet", "a end INVALID_ARGUMENT NOT_RUN");
    }

    @Test
    void anErrorInAClientsInterceptorEndsTheCallAndItsFutureToo() {
        serve(TestService.of(greeting(name -> name)));
        RpcClient client =
                open(RpcClient.builder(connect()).intercept(logging("a")).intercept(call -> new CallListener() {
                    @Override
                    public void response(Message message) {
                        throw new StackOverflowError("deep");
                    }
                }));

        RpcException failure = failure(client);

        assertThat(failure.code()).isEqualTo(Code.INTERNAL);
        assertThat(failure.delivery()).isEqualTo(Delivery.RAN);
        assertThat(client.unaryAsync(GREET, hello("x"), CallOptions.DEFAULT))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(RpcException.class);
        assertThat(log.stream().filter(line -> line.equals("a end INTERNAL RAN")))
                .hasSize(2);
    }
}
