package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.SURVEY;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import io.github.stubject.runtime.TestService.Greeter;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One request, the answers of all instances. */
class GatherTest extends CallHarness {
    private static final GatherOptions PATIENT = GatherOptions.DEFAULT.withStall(Duration.ofSeconds(50));
    private static final CallOptions LONG = CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(50));

    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private final CountDownLatch unused = new CountDownLatch(1);

    private ServiceHost survey(UnaryOperator<String> answer) {
        return serve(TestService.of(new Greeter() {
            @Override
            public HelloReply survey(HelloRequest request) {
                return reply(answer.apply(request.getName()));
            }
        }));
    }

    /** Works until it is cancelled, or the test is over. */
    private String work(CountDownLatch cancelled) {
        try {
            testIsOver.await();
        } catch (InterruptedException e) {
            cancelled.countDown();
        }
        throw new IllegalStateException("ended");
    }

    @AfterEach
    void endAllWork() {
        testIsOver.countDown();
    }

    @Test
    void everyInstanceAnswersAndIsNamed() {
        ServiceHost a = survey(name -> "a " + name);
        ServiceHost b = survey(name -> "b " + name);

        Gathered<HelloReply> gathered = client().gather(SURVEY, hello("x"), LONG, GatherOptions.DEFAULT);

        assertThat(gathered.answers())
                .extracting(answer -> answer.instance() + " " + answer.message().getText())
                .containsExactlyInAnyOrder(a.instance() + " a x", b.instance() + " b x");
        assertThat(gathered.failures()).isEmpty();
        assertThat(gathered.end()).isEqualTo(Gathered.End.STALL);
    }

    @Test
    void aCountEndsItAtOnceAndTellsTheOthers() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch working = new CountDownLatch(1);
        for (String answer : List.of("a", "b")) {
            survey(name -> {
                waitFor(working);
                return answer;
            });
        }
        survey(name -> {
            working.countDown();
            return work(cancelled);
        });

        Gathered<HelloReply> gathered = client().gather(SURVEY, hello("x"), LONG, PATIENT.withCount(2));

        assertThat(gathered.answers()).hasSize(2);
        assertThat(gathered.end()).isEqualTo(Gathered.End.ENOUGH);
        waitFor(cancelled);
    }

    @Test
    void aPredicateEndsItWithTheAnswerThatItFound() {
        survey(name -> "no");
        survey(name -> "yes");
        Thread caller = Thread.currentThread();

        Gathered<HelloReply> gathered = client().gather(SURVEY, hello("x"), LONG, PATIENT, answer -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            return answer.message().getText().equals("yes");
        });

        List<Response<HelloReply>> answers = gathered.answers();
        assertThat(answers.get(answers.size() - 1).message().getText()).isEqualTo("yes");
        assertThat(gathered.end()).isEqualTo(Gathered.End.ENOUGH);
    }

    @Test
    void whateverAPredicateThrowsEndsIt() {
        survey(name -> "a");
        CompletableFuture<Gathered<HelloReply>> gathered = client().gatherAsync(
                        SURVEY, hello("x"), LONG, PATIENT, answer -> {
                            throw new StackOverflowError("made on purpose");
                        });

        assertThatThrownBy(() -> gathered.get(20, TimeUnit.SECONDS)).hasStackTraceContaining("made on purpose");
    }

    @Test
    void theDeadlineEndsItWithWhatHasCome() {
        survey(name -> "a");
        survey(name -> work(unused));
        CallOptions soon = CallOptions.DEFAULT.withTimeout(Duration.ofMillis(400));

        Gathered<HelloReply> gathered = client().gather(SURVEY, hello("x"), soon, PATIENT);

        assertThat(gathered.answers()).hasSize(1);
        assertThat(gathered.end()).isEqualTo(Gathered.End.DEADLINE);
    }

    @Test
    void errorsAreAmongTheAnswersWithTheirInstances() {
        survey(name -> "a");
        ServiceHost broken = survey(name -> {
            throw new RpcException(Code.NOT_FOUND, "not here");
        });

        Gathered<HelloReply> gathered = client().gather(SURVEY, hello("x"), LONG, PATIENT.withCount(2));

        assertThat(gathered.answers()).hasSize(1);
        assertThat(gathered.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.instance()).isEqualTo(broken.instance());
            assertThat(failure.error().code()).isEqualTo(Code.NOT_FOUND);
            assertThat(failure.error().text()).isEqualTo("not here");
        });
    }

    @Test
    void withoutAnyAnswerItFails() {
        RpcClient client = client();

        RpcException nobody = catchThrowableOfType(
                RpcException.class, () -> client.gather(SURVEY, hello("x"), LONG, GatherOptions.DEFAULT));
        survey(name -> work(unused));
        RpcException late = catchThrowableOfType(
                RpcException.class,
                () -> client.gather(
                        SURVEY,
                        hello("x"),
                        CallOptions.DEFAULT.withTimeout(Duration.ofMillis(50)),
                        GatherOptions.DEFAULT));

        assertThat(nobody.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(nobody.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(nobody.text()).contains("nobody serves greeter.survey");
        assertThat(late.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(late.delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(client.outstanding()).isZero();
    }

    @Test
    void aChosenInstanceThatIsAbsentIsNamed() {
        survey(name -> "another");
        RpcClient client = client();

        RpcException gone = catchThrowableOfType(
                RpcException.class,
                () -> client.gather(SURVEY, hello("x"), LONG.withInstance("gone"), GatherOptions.DEFAULT));

        assertThat(gone.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(gone.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(gone.text()).isEqualTo("acme.Greeter/Survey: instance gone does not serve greeter.survey");
    }

    @Test
    void aFutureGetsItToo() throws Exception {
        survey(name -> "a");
        survey(name -> "b");

        Gathered<HelloReply> gathered = client().gatherAsync(
                        SURVEY, hello("x"), LONG, PATIENT.withCount(2), answer -> false)
                .get(10, TimeUnit.SECONDS);

        assertThat(gathered.answers())
                .extracting(answer -> answer.message().getText())
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void cancellingTheFutureReachesAllInstances() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(2);
        CountDownLatch running = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            survey(name -> {
                running.countDown();
                return work(cancelled);
            });
        }
        RpcClient client = client();
        CompletableFuture<?> call = client.gatherAsync(SURVEY, hello("x"), LONG, PATIENT, answer -> false);
        waitFor(running);

        call.cancel(true);

        assertThat(client.outstanding()).isZero();
        waitFor(cancelled);
    }

    @Test
    void interruptingTheCallerCancelsItAndKeepsTheFlag() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        survey(name -> {
            running.countDown();
            return work(cancelled);
        });
        RpcClient client = client();
        BlockingQueue<String> outcome = new ArrayBlockingQueue<>(1);
        Thread caller = new Thread(() -> {
            RpcException failure =
                    catchThrowableOfType(RpcException.class, () -> client.gather(SURVEY, hello("x"), LONG, PATIENT));
            outcome.add(failure.code() + " " + failure.delivery() + " "
                    + Thread.currentThread().isInterrupted());
        });
        caller.start();
        waitFor(running);

        caller.interrupt();

        assertThat(next(outcome)).isEqualTo("CANCELLED UNKNOWN true");
        waitFor(cancelled);
        assertThat(client.outstanding()).isZero();
    }

    @Test
    void whatThePredicateThrowsIsTheCallers() {
        survey(name -> "a");
        RpcClient client = client();
        IllegalArgumentException broken = new IllegalArgumentException("broken");

        assertThatThrownBy(() -> client.gather(SURVEY, hello("x"), LONG, PATIENT, answer -> {
                    throw broken;
                }))
                .isSameAs(broken);
        CompletableFuture<?> future = client.gatherAsync(SURVEY, hello("x"), LONG, PATIENT, answer -> {
            throw broken;
        });
        assertThat(catchThrowableOfType(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS)))
                .hasCause(broken);
        assertThat(client.outstanding()).isZero();
    }

    @Test
    void closingTheClientEndsIt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        survey(name -> {
            running.countDown();
            return work(unused);
        });
        RpcClient client = client();
        CompletableFuture<?> call = client.gatherAsync(SURVEY, hello("x"), LONG, PATIENT, answer -> false);
        waitFor(running);

        client.close();

        assertThat(catchThrowableOfType(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS)))
                .cause()
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
    }

    @Test
    void interceptorsSeeEachAnswerAndOneEnd() {
        survey(name -> "a");
        survey(name -> "b");
        List<String> log = new CopyOnWriteArrayList<>();
        RpcClient client = open(RpcClient.builder(connect()).intercept(call -> {
            log.add("start " + call.method().name());
            return new CallListener() {
                @Override
                public void response(Message message) {
                    log.add(((HelloReply) message).getText());
                }

                @Override
                public void end(Outcome outcome) {
                    log.add("end " + outcome.isOk());
                }
            };
        }));

        Gathered<HelloReply> ignored = client.gather(SURVEY, hello("x"), LONG, PATIENT.withCount(2));

        assertThat(log)
                .startsWith("start Survey")
                .endsWith("end true")
                .contains("a", "b")
                .hasSize(4);
    }

    @Test
    void itIsGoneWhenTheCallThatItWasMadeForIsCancelled() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        survey(name -> {
            running.countDown();
            return work(cancelled);
        });
        RpcClient inner = client();
        serve(TestService.of(TestService.greeting(
                name -> inner.gather(SURVEY, hello(name), LONG, PATIENT).end().name())));
        CompletableFuture<HelloReply> outer = client().unaryAsync(TestService.GREET, hello("x"), LONG);
        waitFor(running);

        outer.cancel(true);

        waitFor(cancelled);
        await().untilAsserted(() -> assertThat(inner.outstanding()).isZero());
    }
}
