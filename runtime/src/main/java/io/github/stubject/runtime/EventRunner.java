package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Has one listener's method handle the messages of an event, whatever they come through; counts what becomes of them and
 * logs failures. Safe for any thread.
 */
final class EventRunner<E extends Message> {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private final EventMethod<E> event;
    private final EventHandler<E> handler;
    private final List<Interceptor> interceptors;
    private final SubscriptionCounters counters;
    private final SeldomLog failures = new SeldomLog();
    private final SeldomLog unreadable = new SeldomLog();
    private final Set<EventRun<E>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    EventRunner(ListenedEvent<E> listened, List<Interceptor> interceptors, SubscriptionCounters counters) {
        this.event = listened.event();
        this.handler = listened.handler();
        this.interceptors = interceptors;
        this.counters = counters;
    }

    /**
     * The handling of one message, to be run on a thread for user code.
     *
     * @param message on the subject that it was published on
     * @param stored where it comes from; {@code null} for a core event
     */
    EventRun<E> prepare(InboundMessage message, @Nullable StoredEvent stored) {
        return new EventRun<>(this, message, stored);
    }

    EventMethod<E> event() {
        return event;
    }

    EventHandler<E> handler() {
        return handler;
    }

    List<Interceptor> interceptors() {
        return interceptors;
    }

    /** Cancels all that run, and all that are run from now on. */
    void cancelAll() {
        cancelled = true;
        running.forEach(EventRun::cancel);
    }

    void begun(EventRun<E> run) {
        running.add(run);
        if (cancelled) {
            run.cancel();
        }
    }

    void ended(EventRun<E> run, String subject, EventResult result, boolean runCancelled) {
        running.remove(run);
        Throwable failure = result.failure();
        if (failure == null) {
            counters.handled.increment();
            return;
        }
        counters.failed.increment();
        if (!result.readable()) {
            log(Level.WARNING, unreadable.add(), "could not be read", subject, failure);
        } else if (runCancelled) {
            log(Level.DEBUG, 1, "was not handled: it was cancelled", subject, failure);
        } else {
            log(Level.ERROR, failures.add(), "was not handled: its listener failed", subject, failure);
        }
    }

    private void log(Level level, long times, String what, String subject, Throwable failure) {
        if (times > 0) {
            String more = times == 1 ? "" : "; " + (times - 1) + " before it, too";
            LOG.log(
                    level,
                    "Event " + event.fullName() + " on " + WireHeaders.clean(subject) + " " + what + more,
                    Printable.of(failure));
        }
    }
}
