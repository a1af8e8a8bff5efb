package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.test.HelloReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Which thread completes the futures of unary calls, and what happens when their callers complete them. */
class CompletionTest extends CallHarness {
    private static final CallOptions PATIENT = CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(50));

    /** Of the pool that completes futures before JDK 21. */
    private static final int THREADS = 256;

    private final CountDownLatch depended = new CountDownLatch(1);

    private RpcClient readingClient() {
        return open(RpcClient.builder(connect()).completeOnReadingThread());
    }

    private CompletableFuture<HelloReply> call(RpcClient client, String name) {
        return client.unaryAsync(GREET, hello(name), PATIENT);
    }

    /** Answers once the test has had something depend on its futures. */
    private void serveLater() {
        serve(TestService.of(greeting(name -> {
            waitFor(depended);
            if (name.equals("bad")) {
                throw new RpcException(Code.NOT_FOUND, "nobody of this name");
            }
            return name;
        })));
    }

    private <T> T get(CompletableFuture<T> future) throws Exception {
        depended.countDown();
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void byChoiceTheReadingThreadCompletesWhatIsAnswered() throws Exception {
        serveLater();
        RpcClient client = readingClient();
        CompletableFuture<Boolean> byChoice = call(client, "a").thenApply(answer -> ReadingThread.isHere());
        CompletableFuture<Boolean> byDefault = call(client(), "b").thenApply(answer -> ReadingThread.isHere());

        assertThat(get(byChoice)).isTrue();
        assertThat(get(byDefault)).isFalse();
    }

    @Test
    void aCallThatBlocksTheReadingThreadIsRefusedAtOnce() throws Exception {
        serveLater();
        RpcClient client = readingClient();
        List<Function<RpcClient, Object>> blocking = List.of(
                other -> greet(other, "x"),
                other -> other.call(GREET, hello("x"), PATIENT),
                other -> other.gather(GREET, hello("x"), PATIENT, GatherOptions.DEFAULT),
                other -> other.discovery().ping("acme-Greeter"));
        List<CompletableFuture<Object>> all = blocking.stream()
                .map(way -> call(client, "a").<Object>thenApply(answer -> way.apply(client)))
                .toList();

        for (CompletableFuture<Object> one : all) {
            assertThatThrownBy(() -> get(one))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("reads the answers");
        }
        assertThat(greet(client, "later")).isEqualTo("later");
        assertThat(client.outstanding()).isZero();
    }

    @Test
    void anInterruptThatADependentLeavesDoesNotEndTheReading() throws Exception {
        serveLater();
        RpcClient client = readingClient();
        CompletableFuture<Void> rude =
                call(client, "a").thenAccept(answer -> Thread.currentThread().interrupt());
        get(rude);

        assertThat(get(call(client, "b"))).isEqualTo(reply("b"));
        assertThat(get(call(client, "c"))).isEqualTo(reply("c"));
    }

    @Test
    void callsWithoutWaitingGoOnFromTheReadingThread() throws Exception {
        serveLater();
        RpcClient client = readingClient();
        CompletableFuture<HelloReply> chain = call(client, "0");
        for (int i = 1; i < 100; i++) {
            String name = Integer.toString(i);
            chain = chain.thenCompose(answer -> call(client, name));
        }

        assertThat(get(chain)).isEqualTo(reply("99"));
    }

    @Test
    void whatFailsIsNotCompletedOnTheReadingThread() throws Exception {
        serveLater();
        RpcClient client = readingClient();
        CompletableFuture<String> answer = call(client, "bad")
                .handle((reply, failure) -> ((RpcException) failure).code() + ", then " + greet(client, "waited for"));

        assertThat(get(answer)).isEqualTo("NOT_FOUND, then waited for");
    }

    /** Before JDK 21 they wait for a thread of the process's pool; virtual threads are there for all of them. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void answersThatNobodyTakesUpCountAsOutstanding() throws Exception {
        serve(TestService.of(greeting(name -> name)));
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(THREADS);
        RpcClient other = client();
        List<CompletableFuture<Void>> blocking = Stream.generate(() -> call(other, "x"))
                .limit(THREADS)
                .map(answer -> answer.thenAccept(reply -> {
                    blocked.countDown();
                    waitFor(released);
                }))
                .toList();
        waitFor(blocked);
        RpcClient client = open(RpcClient.builder(connect()).maxOutstanding(3));
        List<CompletableFuture<HelloReply>> answered =
                Stream.generate(() -> call(client, "y")).limit(3).toList();
        await().until(() -> client.timers() == 0);

        assertThat(answered).noneMatch(CompletableFuture::isDone);
        assertThat(client.outstanding()).isEqualTo(3);
        assertThatThrownBy(() -> greet(client, "z")).hasMessageContaining("3 calls outstanding already");
        CompletableFuture<HelloReply> refused = client.unaryAsync(GREET, hello("z"), PATIENT.withoutRetries());
        assertThat(refused).isCompletedExceptionally();

        released.countDown();
        await().until(() -> answered.stream().allMatch(CompletableFuture::isDone));
        await().until(() -> blocking.stream().allMatch(CompletableFuture::isDone));
        assertThat(client.outstanding()).isZero();
        assertThat(greet(client, "again")).isEqualTo("again");
    }

    @Test
    void howeverACallerCompletesAFutureItsCallEnds() {
        serveLater();
        RpcClient client = client();
        List<Consumer<CompletableFuture<HelloReply>>> ways = List.of(
                future -> future.complete(reply("own")),
                future -> future.completeExceptionally(new IllegalStateException("own")),
                future -> future.cancel(false),
                future -> future.completeAsync(() -> reply("own")),
                future -> future.completeAsync(() -> {
                    throw new IllegalStateException("own");
                }),
                future -> future.completeOnTimeout(reply("own"), 1, TimeUnit.MILLISECONDS),
                future -> future.orTimeout(1, TimeUnit.MILLISECONDS),
                future -> future.obtrudeValue(reply("own")),
                future -> future.obtrudeException(new IllegalStateException("own")));

        for (Consumer<CompletableFuture<HelloReply>> way : ways) {
            CompletableFuture<HelloReply> future = call(client, "x");
            assertThat(client.outstanding()).isEqualTo(1);

            way.accept(future);

            await().untilAsserted(() -> assertThat(client.outstanding()).isZero());
            await().until(future::isDone);
        }
        depended.countDown();
    }
}
