package io.github.stubject.runtime;

import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Takes a method of this instance out of its queue group while it is overloaded, since NATS prefers a near instance to a far
 * one however many requests it refuses.
 *
 * <p>A method leaves when it has refused a tenth of its requests or more for a second, and another instance serves it that
 * is not overloaded itself; it comes back after one to two seconds, once at most half of its places are taken, or once
 * nobody else is well.
 * Runs on one thread of its own, which there is only while a method is watched.
 */
final class OverloadWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private static final long WINDOW_MS = 500;
    private static final int WINDOWS = 2;
    private static final int SHARE_REFUSED = 10;
    private static final long SHORTEST_AWAY_MS = 1000;
    private static final long LONGEST_AWAY_MS = 2000;
    private static final long COME_BACK_CHECK_MS = 100;

    private final QueueMembership membership;
    private final Predicate<HostedMethod<?, ?>> servedElsewhere;
    private final ScheduledThreadPoolExecutor timer;
    private final ConcurrentMap<HostedMethod<?, ?>, Watch> watched = new ConcurrentHashMap<>();

    /** @param servedElsewhere whether another instance serves a method and is well; may block for a short time */
    OverloadWatch(QueueMembership membership, Predicate<HostedMethod<?, ?>> servedElsewhere) {
        this.membership = membership;
        this.servedElsewhere = servedElsewhere;
        this.timer = new ScheduledThreadPoolExecutor(1, Threads.daemons("stubject-overload"));
        timer.setKeepAliveTime(WINDOW_MS * WINDOWS, TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** A request was refused for want of a place; called on a reading thread. */
    void refused(HostedMethod<?, ?> method) {
        if (method.queueGroup() != null && !watched.containsKey(method)) {
            Watch watch = new Watch(method);
            if (watched.putIfAbsent(method, watch) == null) {
                watch.again(WINDOW_MS);
            }
        }
    }

    /** Whether a method has refused too many requests lately, or is away since it had. */
    boolean isWatching(HostedMethod<?, ?> method) {
        return watched.containsKey(method);
    }

    /** Ends all watching; what is away stays away. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One method from its first refusal until it is well again; on the timer's thread only. */
    private final class Watch implements Runnable {
        private final HostedMethod<?, ?> method;
        private long requests;
        private long rejected;
        private int overloadedWindows;
        private boolean away;

        private Watch(HostedMethod<?, ?> method) {
            this.method = method;
            this.requests = method.counters().requests.sum();
            this.rejected = method.counters().rejected.sum();
        }

        private void again(long millis) {
            try {
                Future<?> unused = timer.schedule(this, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The host is closing.
            }
        }

        @Override
        public void run() {
            try {
                if (away) {
                    comeBackIfWell();
                } else if (isOverloaded()) {
                    leaveIfOthersServe();
                } else {
                    watched.remove(method);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // closed
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Overload of " + method.method().fullName() + " is not handled", e);
                watched.remove(method);
            }
        }

        private boolean isOverloaded() {
            long newRequests = method.counters().requests.sum() - requests;
            long newRejected = method.counters().rejected.sum() - rejected;
            requests += newRequests;
            rejected += newRejected;
            return newRejected > 0 && newRejected * SHARE_REFUSED >= newRequests;
        }

        private void leaveIfOthersServe() throws InterruptedException {
            overloadedWindows++;
            if (overloadedWindows < WINDOWS || !servedElsewhere.test(method) || !membership.leave(method)) {
                again(WINDOW_MS);
                return;
            }
            away = true;
            LOG.log(
                    Level.WARNING,
                    "{0} is overloaded: other instances take its calls",
                    method.method().fullName());
            // The others may have left at the same moment.
            long jittered = ThreadLocalRandom.current().nextLong(SHORTEST_AWAY_MS, LONGEST_AWAY_MS);
            again(servedElsewhere.test(method) ? jittered : 0);
        }

        private void comeBackIfWell() throws InterruptedException {
            boolean well = method.gate().inFlight() <= method.gate().limit() / 2;
            if ((well || !servedElsewhere.test(method)) && membership.comeBack(method)) {
                away = false;
                overloadedWindows = 0;
                boolean unused = isOverloaded(); // begins a new window
                LOG.log(Level.INFO, "{0} takes calls again", method.method().fullName());
                again(WINDOW_MS);
            } else {
                again(COME_BACK_CHECK_MS);
            }
        }
    }
}
