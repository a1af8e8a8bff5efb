package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;

import io.github.stubject.runtime.CheckedStreams.Check;
import io.github.stubject.runtime.CheckedStreams.Numbers;
import io.github.stubject.runtime.CheckedStreams.Plan;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many short streams of all kinds, blocking and not, by seed, several hundred at a time, whose messages and ends are checked.
 * Some fail on purpose, some are left early, some have a deadline.
 */
final class StreamSwarm implements AutoCloseable {
    /** How long a single stream may take before it counts as hanging. */
    private static final long HANGS_SECONDS = 60;

    private static final long PAUSE_MS = 50;
    /** How a stream ends without a deadline of its own that no instance has accepted in time. */
    static final String NOT_ACCEPTED = "not accepted";

    private static final int SHORT = 40;
    private static final int LONG = 1500;
    private static final int LARGE = 20_000;

    private final CheckedStreams checked;
    private final RpcClient[] clients;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.daemons("swarm"));
    private final Map<String, LongAdder> ends = new ConcurrentSkipListMap<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final int atOnce;

    StreamSwarm(CheckedStreams checked, int atOnce, RpcClient... clients) {
        this.checked = checked;
        this.clients = clients;
        this.atOnce = atOnce;
        this.places = new Semaphore(atOnce);
    }

    /** How many ended how. */
    Map<String, LongAdder> ends() {
        return ends;
    }

    /** Runs so many streams to their ends. */
    void run(long seed, int streams) throws InterruptedException {
        Random random = new Random(seed);
        for (int i = 0; i < streams; i++) {
            if (!places.tryAcquire(HANGS_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("these streams hang: " + open);
            }
            begin(random, "stream " + i + " of seed " + seed);
        }
        if (!places.tryAcquire(atOnce, HANGS_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("these streams hang: " + open);
        }
        places.release(atOnce);
    }

    private void begin(Random random, String name) {
        int messages = random.nextInt(50) == 0 ? random.nextInt(LONG) : random.nextInt(SHORT);
        int filling = random.nextInt(20) == 0 ? random.nextInt(LARGE) : random.nextInt(100);
        int failAt = random.nextInt(8) == 0 && messages > 0 ? random.nextInt(messages) : -1;
        Plan plan = new Plan(messages, filling, failAt);
        int leaveAt = random.nextInt(10) == 0 ? random.nextInt(SHORT) : Integer.MAX_VALUE;
        CallOptions options = random.nextInt(6) == 0
                ? CallOptions.DEFAULT.withTimeout(Duration.ofMillis(50 + random.nextInt(2000)))
                : CallOptions.DEFAULT;
        RpcClient client = clients[random.nextInt(clients.length)];
        int kind = random.nextInt(6);
        int step = 1 + random.nextInt(30);
        String full = name + ", kind " + kind + ", " + plan + ", left at " + leaveAt + ", timeout " + options.timeout();
        Check check = checked.new Check(full);
        open.add(full);
        CompletableFuture<Boolean> end = switch (kind) {
            case 0, 1, 2 ->
                CompletableFuture.supplyAsync(() -> blocking(kind, client, options, plan, check, leaveAt), threads);
            case 3 -> {
                Taker taker = new Taker(check, step, leaveAt);
                client.serverStreamingAsync(WATCH, plan.request(), options).subscribe(taker);
                yield taker.end;
            }
            case 4 ->
                client.clientStreamingAsync(RECORD, new Numbers<>(messages, i -> hello(plan.text(i))), options)
                        .thenApply(reply -> counted(reply, plan, full));
            default -> {
                Taker taker = new Taker(check, step, leaveAt);
                client.bidiStreamingAsync(CHAT, new Numbers<>(messages, i -> hello(plan.text(i))), options)
                        .subscribe(taker);
                yield taker.end;
            }
        };
        CompletableFuture<?> unused = end.whenComplete((left, failure) -> {
            String how = left == null ? nameOf(failure) : left ? "left early" : "complete";
            if (how.equals("DEADLINE_EXCEEDED") && options.timeout() == null) {
                how = NOT_ACCEPTED;
            }
            boolean planned = how.equals("ABORTED") && check.seen() == failAt;
            ends.computeIfAbsent(planned ? "complete" : how, any -> new LongAdder())
                    .increment();
            if (how.equals("ABORTED") && !planned) {
                checked.violations.add(full + " failed as planned after " + check.seen() + " messages");
            }
            open.remove(full);
            // Without a connection, streams fail at once.
            boolean nobodyThere = how.equals("UNAVAILABLE");
            CompletableFuture.delayedExecutor(nobodyThere ? PAUSE_MS : 0, TimeUnit.MILLISECONDS)
                    .execute(places::release);
        });
    }

    private static String nameOf(@Nullable Throwable failure) {
        Throwable cause = failure instanceof java.util.concurrent.CompletionException ? failure.getCause() : failure;
        return cause instanceof RpcException error ? error.code().name() : String.valueOf(cause);
    }

    private boolean counted(HelloReply reply, Plan plan, String full) {
        if (!reply.getText().equals("" + plan.messages())) {
            checked.violations.add(full + " was answered with " + reply.getText());
        }
        return false;
    }

    /** @return whether it was left before its end */
    private boolean blocking(int kind, RpcClient client, CallOptions options, Plan plan, Check check, int leaveAt) {
        if (kind == 1) {
            return counted(client.clientStreaming(RECORD, requests(plan), options), plan, check.toString());
        }
        try (RpcStream<HelloReply> replies = kind == 0
                ? client.serverStreaming(WATCH, plan.request(), options)
                : client.bidiStreaming(CHAT, requests(plan), options)) {
            for (HelloReply reply : replies) {
                check.see(reply.getText());
                if (check.seen() >= leaveAt) {
                    return true;
                }
            }
        }
        int unused = check.end();
        return false;
    }

    private static java.util.stream.Stream<HelloRequest> requests(Plan plan) {
        return IntStream.range(0, plan.messages()).mapToObj(i -> hello(plan.text(i)));
    }

    /** Takes answers in steps. */
    private static final class Taker implements Flow.Subscriber<HelloReply> {
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();
        private final Check check;
        private final int step;
        private final int leaveAt;
        private Flow.@Nullable Subscription subscription;

        private Taker(Check check, int step, int leaveAt) {
            this.check = check;
            this.step = step;
            this.leaveAt = leaveAt;
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
            newSubscription.request(step);
        }

        @Override
        public void onNext(HelloReply reply) {
            check.see(reply.getText());
            Flow.Subscription current = subscription;
            if (current != null && check.seen() >= leaveAt) {
                current.cancel();
                end.complete(true);
            } else if (current != null && check.seen() % step == 0) {
                current.request(step);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            end.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            int unused = check.end();
            end.complete(false);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
