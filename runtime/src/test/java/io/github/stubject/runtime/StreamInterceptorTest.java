package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.StreamService.StreamsAsync;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What interceptors see of streams, and what they can do, on both sides, blocking and not. */
class StreamInterceptorTest extends StreamHarness {
    private final List<String> log = new CopyOnWriteArrayList<>();

    private Interceptor logging() {
        return refusing("nothing");
    }

    /** Writes down everything that it sees, and refuses what has this name or text. */
    private Interceptor refusing(String what) {
        return call -> {
            refuse("start".equals(what));
            log.add("start");
            return new CallListener() {
                @Override
                public void request(Message message) {
                    String name = ((HelloRequest) message).getName();
                    log.add("request " + name);
                    refuse(name.equals(what));
                }

                @Override
                public void response(Message message) {
                    String text = ((HelloReply) message).getText();
                    log.add("response " + text);
                    refuse(text.equals(what));
                }

                @Override
                public void end(Outcome outcome) {
                    RpcException error = outcome.error();
                    log.add("end " + (error == null ? "ok" : error.code() + " " + error.delivery()));
                }
            };
        };
    }

    private static void refuse(boolean really) {
        if (really) {
            throw new RpcException(Code.PERMISSION_DENIED, "not this");
        }
    }

    private static Streams blocking() {
        return new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return Stream.of("a", "b", "c").map(TestService::reply);
            }

            @Override
            public HelloReply record(Stream<HelloRequest> requests) {
                return reply("" + requests.count());
            }

            @Override
            public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
                return requests.map(request -> reply(request.getName()));
            }
        };
    }

    /** Does the same as {@link #blocking}, asynchronously. */
    private static StreamsAsync async() {
        return new StreamsAsync() {
            @Override
            public Flow.Publisher<HelloReply> watch(HelloRequest request) {
                return published("a", "b", "c");
            }

            @Override
            public CompletableFuture<HelloReply> record(Flow.Publisher<HelloRequest> requests) {
                CompletableFuture<HelloReply> result = new CompletableFuture<>();
                requests.subscribe(new Taker<>(1) {
                    @Override
                    public void onComplete() {
                        result.complete(reply("" + seen.size()));
                    }
                });
                return result;
            }

            @Override
            public Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests) {
                Pipe<HelloReply> answers = Pipe.create(10);
                requests.subscribe(new Taker<>(1) {
                    @Override
                    public void onNext(HelloRequest item) {
                        answers.send(reply(item.getName()));
                        super.onNext(item);
                    }

                    @Override
                    public void onComplete() {
                        answers.close();
                    }
                });
                return answers.publisher();
            }
        };
    }

    private static Flow.Publisher<HelloReply> published(String... texts) {
        Pipe<HelloReply> pipe = Pipe.create(texts.length);
        for (String text : texts) {
            pipe.send(reply(text));
        }
        pipe.close();
        return pipe.publisher();
    }

    private static Stream<HelloRequest> requests(String... names) {
        return Stream.of(names).map(TestService::hello);
    }

    private static Flow.Publisher<HelloRequest> publishedRequests(String... names) {
        Pipe<HelloRequest> pipe = Pipe.create(names.length);
        for (String name : names) {
            pipe.send(hello(name));
        }
        pipe.close();
        return pipe.publisher();
    }

    private void awaitLog(String... lines) {
        await().untilAsserted(() -> assertThat(log).containsExactlyInAnyOrder(lines));
        assertThat(log.get(0)).isEqualTo("start");
        assertThat(log.get(log.size() - 1)).startsWith("end ");
        log.clear();
    }

    private void allKindsAreSeen(RpcClient client) throws Exception {
        assertThat(client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT)
                        .count())
                .isEqualTo(3);
        awaitLog("start", "request x", "response a", "response b", "response c", "end ok");

        client.clientStreaming(RECORD, requests("x", "y"), CallOptions.DEFAULT);
        awaitLog("start", "request x", "request y", "response 2", "end ok");

        assertThat(client.bidiStreaming(CHAT, requests("x", "y"), CallOptions.DEFAULT)
                        .count())
                .isEqualTo(2);
        awaitLog("start", "request x", "request y", "response x", "response y", "end ok");

        Taker<HelloReply> taker = new Taker<>(1);
        client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT).subscribe(taker);
        waitFor(taker.end);
        awaitLog("start", "request x", "response a", "response b", "response c", "end ok");

        client.clientStreamingAsync(RECORD, publishedRequests("x", "y"), CallOptions.DEFAULT)
                .get();
        awaitLog("start", "request x", "request y", "response 2", "end ok");

        Taker<HelloReply> answers = new Taker<>(1);
        client.bidiStreamingAsync(CHAT, publishedRequests("x", "y"), CallOptions.DEFAULT)
                .subscribe(answers);
        waitFor(answers.end);
        awaitLog("start", "request x", "request y", "response x", "response y", "end ok");
    }

    @Test
    void allKindsAreSeenByClients() throws Exception {
        serve(StreamService.of(blocking()));
        allKindsAreSeen(open(RpcClient.builder(connect()).intercept(logging())));
    }

    @Test
    void allKindsAreSeenByHosts() throws Exception {
        serve(host().intercept(logging()).add(StreamService.of(blocking())));
        allKindsAreSeen(client());
    }

    @Test
    void allKindsAreSeenByHostsOfAsynchronousImplementations() throws Exception {
        serve(host().intercept(logging()).add(StreamService.ofAsync(async())));
        allKindsAreSeen(client());
    }

    @Test
    void anEndIsSeenBehindTheLastAnswerThatIsTaken() {
        serve(StreamService.of(blocking()));
        RpcClient client = open(RpcClient.builder(connect()).intercept(logging()));

        try (RpcStream<HelloReply> feed = client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT)) {
            Iterator<HelloReply> replies = feed.iterator();
            await().untilAsserted(() -> assertThat(client.streams().size()).isZero()); // it is here as a whole
            replies.next();
            replies.next();
            assertThat(log).containsExactly("start", "request x", "response a", "response b");
        }
        assertThat(log).endsWith("end ok").hasSize(5);
    }

    @Test
    void aClientsInterceptorRefusesAtTheBeginning() {
        serve(StreamService.of(blocking()));
        for (String what : List.of("start", "x")) {
            RpcClient client = open(RpcClient.builder(connect()).intercept(refusing(what)));

            RpcException failure = catchThrowableOfType(
                    RpcException.class, () -> client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT));

            assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
            awaitNothingLeft(client);

            Taker<HelloReply> taker = new Taker<>(1);
            client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT).subscribe(taker);
            assertThat(taker.error().code()).isEqualTo(Code.PERMISSION_DENIED);
            awaitNothingLeft(client);
        }
    }

    @Test
    void aClientsInterceptorRefusesARequestInTheMiddle() {
        ServiceHost host = serve(StreamService.of(blocking()));
        RpcClient client = open(RpcClient.builder(connect()).intercept(refusing("y")));

        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> client.clientStreaming(RECORD, requests("x", "y", "z"), CallOptions.DEFAULT));

        assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(failure.delivery()).isEqualTo(Delivery.RAN);
        awaitLog("start", "request x", "request y", "end PERMISSION_DENIED RAN");

        assertThat(client.clientStreamingAsync(RECORD, publishedRequests("x", "y", "z"), CallOptions.DEFAULT))
                .failsWithin(java.time.Duration.ofSeconds(10));
        awaitLog("start", "request x", "request y", "end PERMISSION_DENIED RAN");
        awaitNothingLeft(host, client);
    }

    @Test
    void aClientsInterceptorRefusesAnAnswer() {
        ServiceHost host = serve(StreamService.of(blocking()));
        RpcClient client = open(RpcClient.builder(connect()).intercept(refusing("b")));
        List<String> seen = new ArrayList<>();

        RpcException failure = catchThrowableOfType(
                RpcException.class,
                () -> client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT)
                        .forEach(message -> seen.add(message.getText())));

        assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(seen).containsExactly("a");
        awaitLog("start", "request x", "response a", "response b", "end PERMISSION_DENIED RAN");

        Taker<HelloReply> taker = new Taker<>(1);
        client.serverStreamingAsync(WATCH, hello("x"), CallOptions.DEFAULT).subscribe(taker);
        assertThat(taker.error().code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(taker.seen).containsExactly(reply("a"));
        awaitNothingLeft(host, client);
    }

    @Test
    void aHostsInterceptorRefusesAtTheBeginning() {
        for (String what : List.of("start", "x")) {
            ServiceHost host =
                    serve(host().prefix(what).intercept(refusing(what)).add(StreamService.of(blocking())));
            RpcClient client = open(RpcClient.builder(connect()).prefix(what));

            RpcException failure = catchThrowableOfType(
                    RpcException.class, () -> client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT));

            assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
            awaitNothingLeft(host, client);
        }
    }

    @Test
    void aHostsInterceptorRefusesARequestInTheMiddle() {
        for (ServiceBinding binding : List.of(StreamService.of(blocking()), StreamService.ofAsync(async()))) {
            ServiceHost host = serve(host().intercept(refusing("y")).add(binding));
            RpcClient client = client();

            RpcException failure = catchThrowableOfType(
                    RpcException.class,
                    () -> client.clientStreaming(RECORD, requests("x", "y", "z"), CallOptions.DEFAULT));

            assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(failure.delivery()).isEqualTo(Delivery.RAN);
            awaitLog("start", "request x", "request y", "end PERMISSION_DENIED RAN");
            awaitNothingLeft(host, client);
            host.close();
        }
    }

    @Test
    void aHostsInterceptorRefusesAnAnswer() {
        for (ServiceBinding binding : List.of(StreamService.of(blocking()), StreamService.ofAsync(async()))) {
            ServiceHost host = serve(host().intercept(refusing("b")).add(binding));
            RpcClient client = client();
            List<String> seen = new ArrayList<>();

            RpcException failure = catchThrowableOfType(
                    RpcException.class,
                    () -> client.serverStreaming(WATCH, hello("x"), CallOptions.DEFAULT)
                            .forEach(message -> seen.add(message.getText())));

            assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(seen).containsExactly("a");
            awaitLog("start", "request x", "response a", "response b", "end PERMISSION_DENIED RAN");
            awaitNothingLeft(host, client);
            host.close();
        }
    }

    @Test
    void whatIsCancelledEndsOnceOnBothSides() {
        serve(host().intercept(logging()).add(StreamService.of(blocking())));
        RpcClient client = open(RpcClient.builder(connect()).intercept(logging()));

        Pipe<HelloRequest> pipe = Pipe.create(1);
        client.bidiStreaming(CHAT, pipe.stream(), CallOptions.DEFAULT).close();

        await().untilAsserted(() -> assertThat(log)
                .containsExactlyInAnyOrder("start", "start", "end CANCELLED UNKNOWN", "end CANCELLED RAN"));
    }
}
