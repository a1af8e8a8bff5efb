package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.StreamHarness.Taker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What pipes promise, without a call around them. */
@Timeout(30)
class PipeTest {
    private final RpcException ofTheCall = new RpcException(Code.PERMISSION_DENIED, "not you");

    /** Something that is done on a thread of its own, until it ends by throwing or not. */
    private static final class Doing {
        private final BlockingQueue<List<Object>> ends = new ArrayBlockingQueue<>(1);
        private final Thread thread;

        Doing(ThrowingCallable what) {
            thread = new Thread(() -> {
                Throwable thrown = catchThrowable(what);
                ends.add(List.of(
                        thrown == null ? "done" : thrown, Thread.currentThread().isInterrupted()));
            });
            thread.setDaemon(true);
            thread.start();
        }

        Doing awaitWaiting() {
            await().until(() -> thread.getState() == Thread.State.WAITING);
            return this;
        }

        void interrupt() {
            thread.interrupt();
        }

        /** What was thrown, or "done". */
        Object end() throws InterruptedException {
            return CallHarness.next(ends).get(0);
        }

        void isCancelledWithTheFlagSet() throws InterruptedException {
            List<Object> end = CallHarness.next(ends);
            assertThat(end.get(0))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.CANCELLED));
            assertThat(end.get(1)).as("interrupt flag").isEqualTo(true);
        }
    }

    private static void isCancelled(ThrowingCallable send) {
        assertThatThrownBy(send).isInstanceOfSatisfying(RpcException.class, e -> {
            assertThat(e.code()).isEqualTo(Code.CANCELLED);
            assertThat(e.delivery()).isEqualTo(Delivery.NOT_RUN);
        });
    }

    private void endAsTheCallDoes(Stream<?> out) {
        Pipe.closing(ofTheCall, out::close);
    }

    // Sending.

    @Test
    void sendingWaitsForRoom() throws Exception {
        Pipe<String> pipe = Pipe.create(2);
        Iterator<String> out = pipe.stream().iterator();
        pipe.send("a");
        pipe.send("b");
        Doing third = new Doing(() -> pipe.send("c")).awaitWaiting();

        assertThat(out.next()).isEqualTo("a");

        assertThat(third.end()).isEqualTo("done");
        assertThat(out.next()).isEqualTo("b");
        assertThat(out.next()).isEqualTo("c");
    }

    @Test
    void whatManyThreadsSendArrivesOnceAndInTheOrderOfEach() {
        int senders = 8;
        int each = 2000;
        Pipe<String> pipe = Pipe.create(4);
        List<Doing> sending = IntStream.range(0, senders)
                .mapToObj(sender -> new Doing(() -> {
                    for (int i = 0; i < each; i++) {
                        pipe.send(sender + " " + i);
                    }
                }))
                .toList();
        Doing closing = new Doing(() -> {
            for (Doing one : sending) {
                assertThat(one.end()).isEqualTo("done");
            }
            pipe.close();
        });

        List<List<Integer>> seen = Stream.generate(() -> (List<Integer>) new ArrayList<Integer>())
                .limit(senders)
                .toList();
        pipe.stream()
                .map(text -> text.split(" ", -1))
                .forEach(parts -> seen.get(Integer.parseInt(parts[0])).add(Integer.parseInt(parts[1])));

        List<Integer> all = IntStream.range(0, each).boxed().toList();
        assertThat(seen).allSatisfy(one -> assertThat(one).isEqualTo(all));
        assertThat(closing.ends).isNotNull();
    }

    @Test
    void interruptingWhoWaitsToSendCancelsThatMessageAndNoMore() throws Exception {
        Pipe<String> pipe = Pipe.create(1);
        pipe.send("a");
        Doing waiting = new Doing(() -> pipe.send("dropped")).awaitWaiting();

        waiting.interrupt();

        waiting.isCancelledWithTheFlagSet();
        Iterator<String> out = pipe.stream().iterator();
        assertThat(out.next()).isEqualTo("a");
        pipe.send("b");
        pipe.close();
        assertThat(out.next()).isEqualTo("b");
        assertThat(out.hasNext()).isFalse();
    }

    @Test
    void interruptingWhoWaitsToTakeIsSaidToHim() throws Exception {
        Pipe<String> pipe = Pipe.create(1);
        Doing taking = new Doing(() -> pipe.stream().forEach(message -> {})).awaitWaiting();

        taking.interrupt();

        taking.isCancelledWithTheFlagSet();
    }

    @Test
    void nothingIsSentThatIsNoMessage() {
        Pipe<String> pipe = Pipe.create(1);

        assertThatThrownBy(() -> pipe.send(nothing())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Pipe.create(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @SuppressWarnings("NullAway") // that is the point
    private static String nothing() {
        return null;
    }

    // Closing.

    @Test
    void closingEndsTheStreamBehindWhatWaits() {
        Pipe<String> pipe = Pipe.create(4);
        pipe.send("a");
        pipe.send("b");
        pipe.close();
        pipe.close();

        assertThat(pipe.stream()).containsExactly("a", "b");
    }

    @Test
    void closingWakesWhoTakesAndWhoSends() throws Exception {
        Pipe<String> empty = Pipe.create(1);
        Doing taking = new Doing(() -> assertThat(empty.stream()).isEmpty()).awaitWaiting();
        empty.close();
        assertThat(taking.end()).isEqualTo("done");

        Pipe<String> full = Pipe.create(1);
        full.send("a");
        Doing sending = new Doing(() -> full.send("b")).awaitWaiting();
        full.close();
        assertThat(sending.end()).isInstanceOf(IllegalStateException.class);
        assertThat(full.stream()).containsExactly("a");
    }

    @Test
    void sendingIntoAClosedOneIsAMistake() {
        Pipe<String> pipe = Pipe.create(1);
        pipe.close();

        assertThatThrownBy(() -> pipe.send("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    // Failing.

    @Test
    void failingEndsTheStreamAtOnceWithTheReason() {
        Pipe<String> pipe = Pipe.create(4);
        RuntimeException reason = new IllegalStateException("no more");
        pipe.send("dropped");

        pipe.fail(reason);

        assertThatThrownBy(() -> pipe.stream().forEach(message -> {})).isSameAs(reason);
        assertThatThrownBy(() -> pipe.send("b")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void failingEndsAPublisherToo() {
        Pipe<String> pipe = Pipe.create(4);
        RuntimeException reason = new IllegalStateException("no more");
        Taker<String> taker = new Taker<>(0);
        pipe.publisher().subscribe(taker);
        pipe.send("dropped");

        pipe.fail(reason);

        CallHarness.waitFor(taker.end);
        assertThat(taker.failure).isSameAs(reason);
        assertThat(taker.seen).isEmpty();
    }

    @Test
    void theFirstEndCounts() {
        RuntimeException reason = new IllegalStateException("first");
        Pipe<String> failed = Pipe.create(1);
        failed.fail(reason);
        failed.fail(new IllegalStateException("second"));
        failed.close();
        assertThatThrownBy(() -> failed.stream().forEach(message -> {})).isSameAs(reason);

        Pipe<String> closed = Pipe.create(1);
        closed.send("a");
        closed.close();
        closed.fail(reason);
        assertThat(closed.stream()).containsExactly("a");
    }

    /** Whoever sends must get to know why the call ended, whatever he does to the pipe then. */
    @Test
    void whatEndsItBehindItsCallDoesNotHideTheErrorOfTheCall() {
        Pipe<String> pipe = Pipe.create(1);
        endAsTheCallDoes(pipe.stream());

        pipe.fail(new IllegalStateException("too late"));
        assertThatThrownBy(() -> pipe.send("a")).isSameAs(ofTheCall);
        pipe.close();
        assertThatThrownBy(() -> pipe.send("a")).isSameAs(ofTheCall);
    }

    // The end of the call.

    @Test
    void theEndOfTheCallIsThrownToWhoSends() throws Exception {
        Pipe<String> pipe = Pipe.create(1);
        Stream<String> out = pipe.stream();
        pipe.send("dropped");
        Doing sending = new Doing(() -> pipe.send("never")).awaitWaiting();

        endAsTheCallDoes(out);

        assertThat(sending.end()).isSameAs(ofTheCall);
        assertThatThrownBy(() -> pipe.send("never")).isSameAs(ofTheCall);
    }

    @Test
    void theGoodEndOfACallCancelsWhatIsSent() {
        Pipe<String> pipe = Pipe.create(1);
        pipe.stream().close();
        isCancelled(() -> pipe.send("a"));

        Pipe<String> published = Pipe.create(1);
        Taker<String> taker = new Taker<>(1);
        published.publisher().subscribe(taker);
        taker.cancel();
        isCancelled(() -> published.send("a"));
    }

    @Test
    void theFirstErrorOfTheCallCounts() {
        Pipe<String> pipe = Pipe.create(1);
        Stream<String> out = pipe.stream();
        endAsTheCallDoes(out);
        Pipe.closing(new RpcException(Code.INTERNAL, "second"), out::close);

        assertThatThrownBy(() -> pipe.send("a")).isSameAs(ofTheCall);
    }

    // The other end.

    @Test
    void whatComesOutCanBeTakenOnce() {
        Pipe<String> streamed = Pipe.create(1);
        Stream<String> unused = streamed.stream();
        assertThatThrownBy(streamed::stream).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(streamed::publisher).isInstanceOf(IllegalStateException.class);

        Pipe<String> published = Pipe.create(1);
        var publisher = published.publisher();
        assertThatThrownBy(published::stream).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(published::publisher).isInstanceOf(IllegalStateException.class);

        Taker<String> first = new Taker<>(1);
        Taker<String> second = new Taker<>(1);
        publisher.subscribe(first);
        publisher.subscribe(second);
        published.send("a");
        published.close();
        CallHarness.waitFor(first.end);
        CallHarness.waitFor(second.end);
        assertThat(first.seen).containsExactly("a");
        assertThat(first.failure).isNull();
        assertThat(second.failure).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSubscriberGetsWhatWasSentBeforeAndNoMoreThanItAsksFor() throws Exception {
        Pipe<String> pipe = Pipe.create(1);
        pipe.send("a");
        Taker<String> taker = new Taker<>(0);
        pipe.publisher().subscribe(taker);
        Doing sending = new Doing(() -> pipe.send("b")).awaitWaiting();
        assertThat(taker.seen).isEmpty();

        taker.request(1);

        assertThat(sending.end()).isEqualTo("done");
        pipe.close();
        CallHarness.waitFor(taker.end);
        assertThat(taker.seen).containsExactly("a", "b");
    }

    @Test
    void inParallelItIsTakenByOneThread() {
        Pipe<Integer> pipe = Pipe.create(4);
        Doing sending = new Doing(() -> {
            for (int i = 0; i < 1000; i++) {
                pipe.send(i);
            }
            pipe.close();
        });

        assertThat(pipe.stream().parallel().map(i -> Thread.currentThread()).distinct())
                .hasSize(1);
        assertThat(sending.ends).isNotNull();
    }
}
