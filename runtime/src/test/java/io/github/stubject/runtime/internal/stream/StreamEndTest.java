package io.github.stubject.runtime.internal.stream;

import static io.github.stubject.runtime.internal.stream.Frames.frame;
import static io.github.stubject.runtime.internal.stream.Frames.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.impl.Headers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One end of a stream, when several threads use it at once. */
class StreamEndTest {
    private static final int ROUNDS = 500;
    private static final StreamEnd.Window WINDOW = new StreamEnd.Window(10, 1000);

    private final FrameWriter writer = new FrameWriter("frames of a test", () -> 0);
    private final ExecutorService others = Executors.newFixedThreadPool(2);
    private final List<FrameType> sent = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        others.shutdownNow();
        writer.close();
    }

    /** Writes down what it is told, and may do something when it is told of the acceptance. */
    private static final class Observer implements StreamEnd.Observer {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private Runnable whenAccepted = () -> {};

        @Override
        public void accepted(Headers headers) {
            told.add("accepted");
            whenAccepted.run();
        }

        @Override
        public void changed() {
            // Not of interest.
        }

        @Override
        public void ended(Ending ending) {
            told.add(ending instanceof Ending.Broken broken ? "" + broken.cause() : "FINISHED");
        }

        @Override
        public void released() {
            told.add("released");
        }
    }

    private void publish(byte[] payload) {
        try {
            sent.add(Frame.read(payload).type());
        } catch (MalformedFrameException e) {
            throw new IllegalStateException(e);
        }
    }

    private StreamEnd client(Observer observer) {
        return StreamEnd.ofClient((headers, payload) -> publish(payload), writer, WINDOW, 10, observer);
    }

    private StreamEnd server(Observer observer) {
        StreamEnd server = StreamEnd.ofServer(
                false,
                (headers, payload) -> publish(payload),
                writer,
                WINDOW,
                10,
                new StreamEnd.Credit(1, 100),
                observer);
        server.accept(new Headers());
        return server;
    }

    private static void receive(StreamEnd end, FrameType type, int sequence, int... body) {
        Frame frame = frame(type, sequence, body);
        end.receive(message(frame), frame);
    }

    private void idle() throws InterruptedException {
        assertThat(writer.awaitIdle(TimeUnit.SECONDS.toNanos(10))).isTrue();
    }

    private Future<?> at(CyclicBarrier start, Runnable action) {
        return others.submit(() -> {
            start.await(10, TimeUnit.SECONDS);
            action.run();
            return null;
        });
    }

    private <T> Future<T> waiting(Callable<T> action) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<T> result = others.submit(() -> {
            thread.complete(Thread.currentThread());
            return action.call();
        });
        await().until(() -> thread.get().getState() == Thread.State.WAITING);
        return result;
    }

    // One after the other.

    @Test
    void nothingIsTakenBeforeTheAcceptanceHasBeenTold() {
        Observer observer = new Observer();
        StreamEnd client = client(observer);
        boolean[] early = new boolean[2];
        observer.whenAccepted = () -> { // what another thread may do meanwhile
            receive(client, FrameType.DATA, 2, 42);
            early[0] = client.poll() != null;
            receive(client, FrameType.END, 3, 1);
            early[1] = client.isExhausted();
        };
        receive(client, FrameType.ACCEPT, 1, 10, 100);

        assertThat(early).containsOnly(false);
        assertThat(observer.told).containsExactly("accepted", "FINISHED");
        assertThat(client.poll()).isNotNull();
        assertThat(client.isExhausted()).isTrue();
    }

    @Test
    void aClientSendsNothingBeforeItCan() throws Exception {
        StreamEnd client = client(new Observer());
        client.breakOff(Ending.Cause.CANCELLED, "not wanted any more");
        idle();
        assertThat(sent).isEmpty();

        client.canSend();
        idle();
        assertThat(sent).containsExactly(FrameType.CANCEL);
    }

    @Test
    void nobodyIsToldOfTheEndOfACallThatIsAbandoned() {
        Observer observer = new Observer();
        client(observer).abandon();

        assertThat(observer.told).containsExactly("released");
    }

    @Test
    void aFrameThatTheConnectionDoesNotTakeBreaksItOff() throws Exception {
        Observer observer = new Observer();
        StreamEnd server = StreamEnd.ofServer(
                false,
                (headers, payload) -> {
                    throw new IllegalStateException("closed");
                },
                writer,
                WINDOW,
                10,
                new StreamEnd.Credit(1, 100),
                observer);
        server.accept(new Headers());
        idle();

        assertThat(observer.told).containsExactly("UNSENT");
    }

    @Test
    void creditLeavesWhenMessagesAreTakenAndWhenMoreAreWanted() throws Exception {
        StreamEnd server = server(new Observer());
        idle();
        sent.clear();
        for (int i = 1; i <= WINDOW.messages(); i++) {
            receive(server, FrameType.DATA, i, 42);
        }
        while (server.poll() != null) {
            idle();
        }
        assertThat(sent).isEmpty(); // so many were wanted

        server.demand(2L * WINDOW.messages());
        idle();
        assertThat(sent).containsExactly(FrameType.CREDIT);
        for (int i = 1; i <= WINDOW.messages(); i++) {
            receive(server, FrameType.DATA, WINDOW.messages() + i, 42);
        }
        while (server.poll() != null) {
            idle();
        }
        assertThat(sent).hasSizeGreaterThan(1).containsOnly(FrameType.CREDIT);
    }

    // Who waits.

    @Test
    void whoWaitsForAMessageGetsItOrTheEnd() throws Exception {
        StreamEnd server = server(new Observer());
        idle();
        Future<Slice> taken = waiting(server::take);
        receive(server, FrameType.DATA, 1, 42);
        assertThat(taken.get(10, TimeUnit.SECONDS).copy()).containsExactly(42);

        Future<Slice> none = waiting(server::take);
        receive(server, FrameType.END, 2, 1);
        assertThat(none.get(10, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void whoWaitsForAMessageIsWokenWhenTheAcceptanceHasBeenTold() throws Exception {
        Observer observer = new Observer();
        StreamEnd client = client(observer);
        CompletableFuture<Future<Slice>> taken = new CompletableFuture<>();
        observer.whenAccepted = () -> {
            receive(client, FrameType.DATA, 2, 42);
            taken.complete(waiting(client::take));
        };
        receive(client, FrameType.ACCEPT, 1, 10, 100);

        assertThat(taken.get().get(10, TimeUnit.SECONDS).copy()).containsExactly(42);
    }

    @Test
    void theWriterIsIdleWhenAllThatWaitedHasLeft() throws Exception {
        StreamEnd server = StreamEnd.ofServer(
                false,
                (headers, payload) -> publish(payload),
                writer,
                WINDOW,
                10,
                new StreamEnd.Credit(1000, 1 << 20),
                new Observer());
        CountDownLatch free = new CountDownLatch(1);
        writer.schedule(() -> awaitUninterrupted(free));
        for (int i = 0; i < 200; i++) {
            assertThat(server.offer(new byte[1024])).isTrue();
        }
        assertThat(server.finishWell(new Headers())).isTrue();

        Future<Boolean> idle = others.submit(() -> writer.awaitIdle(TimeUnit.SECONDS.toNanos(10)));
        free.countDown();

        assertThat(idle.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sent).endsWith(FrameType.END);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoWaitsForRoomGetsItOrTheEnd() throws Exception {
        StreamEnd server = server(new Observer());
        assertThat(server.send(new byte[1])).isTrue();
        idle();
        Future<Boolean> second = waiting(() -> server.send(new byte[1]));
        receive(server, FrameType.CREDIT, 1, 2, 100);
        assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
        idle();

        Future<Boolean> third = waiting(() -> server.send(new byte[1]));
        receive(server, FrameType.CANCEL, 2);
        assertThat(third.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void whoWaitsForRoomIsWokenByCreditInABeat() throws Exception {
        StreamEnd server = server(new Observer());
        assertThat(server.send(new byte[1])).isTrue();
        idle();
        Future<Boolean> second = waiting(() -> server.send(new byte[1]));
        server.liveness().seenByPeer(new Beat.Seen("slot", 3, 2, 100));

        assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
    }

    // Both at once.

    /** Lets two things happen at once, to many ends one after the other. */
    private void race(
            Consumer<StreamEnd> one, Consumer<StreamEnd> other, boolean ofClient, Consumer<List<String>> check)
            throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Observer observer = new Observer();
            StreamEnd end = ofClient ? client(observer) : server(observer);
            if (ofClient) {
                receive(end, FrameType.ACCEPT, 1, 10, 100);
                end.canSend();
            }
            sent.clear();
            CyclicBarrier start = new CyclicBarrier(2);
            Future<?> first = at(start, () -> one.accept(end));
            Future<?> second = at(start, () -> other.accept(end));
            first.get(10, TimeUnit.SECONDS);
            second.get(10, TimeUnit.SECONDS);
            idle();
            check.accept(observer.told);
        }
    }

    /** Two threads may tell of the end and of the release at once, but nobody before the acceptance. */
    private static void toldOnce(List<String> told, String... endings) {
        assertThat(told).hasSize(3).startsWith("accepted").containsOnlyOnce("released");
        assertThat(told).filteredOn(List.of(endings)::contains).hasSize(1);
    }

    @Test
    void aClientIsToldOnceWhetherItCancelsOrTheServerEnds() throws Exception {
        race(
                client -> client.breakOff(Ending.Cause.CANCELLED, "not wanted any more"),
                client -> receive(client, FrameType.END, 2, 0),
                true,
                told -> {
                    toldOnce(told, "CANCELLED", "FINISHED");
                    assertThat(sent).endsWith(FrameType.DONE);
                    assertThat(sent.contains(FrameType.CANCEL)).isEqualTo(told.contains("CANCELLED"));
                });
    }

    @Test
    void aServerThatEndsWhileTheClientCancelsSendsOneEnd() throws Exception {
        race(
                server -> {
                    if (!server.finishWell(new Headers())) {
                        server.finish(new Headers(), new byte[] {8, 1}, true);
                    }
                },
                server -> receive(server, FrameType.CANCEL, 1),
                false,
                told -> {
                    assertThat(told).containsExactly("CANCELLED_BY_PEER");
                    assertThat(sent).containsOnlyOnce(FrameType.END).endsWith(FrameType.END);
                });
    }

    @Test
    void bothMayCloseAtOnce() throws Exception {
        race(StreamEnd::halfClose, client -> receive(client, FrameType.END, 2, 0), true, told -> {
            toldOnce(told, "FINISHED");
            assertThat(sent).endsWith(FrameType.DONE);
        });
    }

    @Test
    void aPeerThatIsGoneReleasesOnceWhateverElseEndsIt() throws Exception {
        race(
                client -> client.breakOff(Ending.Cause.PEER_GONE, "silence"),
                client -> receive(client, FrameType.END, 2, 0),
                true,
                told -> {
                    toldOnce(told, "PEER_GONE", "FINISHED");
                });
    }

    @Test
    void anEndBesideTheAcceptanceIsToldThoughTheOneWhoEndedItSawNone() {
        Observer observer = new Observer();
        StreamEnd client = client(observer);
        observer.whenAccepted = () -> {
            client.breakOff(Ending.Cause.CANCELLED, "by another thread");
            client.abandon();
        };

        receive(client, FrameType.ACCEPT, 1, 10, 100);

        assertThat(observer.told).containsExactly("accepted", "CANCELLED", "released");
    }
}
