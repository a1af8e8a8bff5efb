package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a host. Runs on its method's executor, holds one of the host's places, and gives it back
 * when the reply is out, on whichever thread that happens. May be cancelled by any thread: by its caller, or by a host that
 * waits no longer.
 */
final class ServedRequest<Q extends Message, R extends Message> implements TakenCall {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private final HostedMethod<Q, R> hosted;
    private final UnaryHandler<Q, R> handler;
    private final InboundMessage message;
    private final String subject;
    private final Admission.Place place;
    private final ReplySender replies;
    private final long takenUp = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    private final Cancellation cancellation = new Cancellation();

    // Set before it runs, by the thread that runs it.
    private CallContext context = CallContext.NONE;
    private ListenerChain listeners = ListenerChain.NONE;

    /** The thread to interrupt, guarded by this. */
    private @Nullable Thread runner;

    private enum State {
        WAITING,
        RUNNING,
        ENDED
    }

    /** @param subject what was called, without a reserved tail */
    ServedRequest(
            HostedMethod<Q, R> hosted,
            UnaryHandler<Q, R> handler,
            InboundMessage message,
            String subject,
            Admission.Place place) {
        this.hosted = hosted;
        this.handler = handler;
        this.message = message;
        this.subject = subject;
        this.place = place;
        this.replies = new ReplySender(hosted, message);
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public void run() {
        if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
            return; // taken back while it waited
        }
        try {
            if (message.header(WireHeaders.STREAM) != null) {
                throw RpcException.refusal(
                        Code.INVALID_ARGUMENT,
                        hosted.method().fullName()
                                + " is no stream here: are client and service made from the same proto?");
            }
            Duration timeout = RequestReader.timeout(message);
            long deadline = takenUp + timeout.toNanos();
            if (System.nanoTime() >= deadline) {
                hosted.counters().expired.increment();
                end();
                return;
            }
            serve(deadline);
        } catch (RpcException e) { // of the reading and of interceptors, the handler's are its reply
            refuse(e);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A request to " + hosted.method() + " could not be handled", Printable.of(e));
            refuse(RpcException.refusal(Code.INTERNAL, "the service failed; its log says more"));
        } finally {
            // A pool of platform threads would hand the flag on to the next request.
            Thread.interrupted();
        }
    }

    private void serve(long deadline) {
        context = new CallContext(hosted.method(), subject, message, deadline, cancellation);
        listeners = new ListenerChain(hosted.host().interceptors());
        try (Scope unused = context.open()) {
            listeners.start(context);
            Q request = RequestReader.read(hosted.method(), message, subject);
            listeners.request(request);
            handle(request);
        }
    }

    private void handle(Q request) {
        synchronized (this) {
            if (cancellation.isCancelled()) {
                throw RpcException.refusal(Code.CANCELLED, "cancelled before it ran");
            }
            runner = Thread.currentThread();
        }
        try (Scope unused = listeners.scope()) {
            handler.handle(request, this::complete);
        } catch (Throwable e) { // a scope's; the handler gives its failures to the completion
            complete(null, e);
        } finally {
            synchronized (this) {
                runner = null;
            }
        }
    }

    /** Takes the request back: it is not run if it waits, and told and interrupted if it runs. */
    @Override
    public void cancel() {
        if (state.compareAndSet(State.WAITING, State.ENDED)) {
            hosted.counters().cancelled.increment();
            replies.refuse(RpcException.refusal(Code.CANCELLED, "cancelled before it ran"));
            release();
            return;
        }
        if (state.get() == State.ENDED || cancellation.isCancelled()) {
            return;
        }
        hosted.counters().cancelled.increment();
        List<Runnable> due;
        synchronized (this) {
            due = cancellation.cancel();
            if (runner != null && runner != Thread.currentThread()) {
                runner.interrupt();
            }
        }
        due.forEach(Threads.callbacks()::execute);
    }

    /** Ends what waits, and cancels what runs, as nobody waits for it any more. */
    @Override
    public void abort() {
        if (state.compareAndSet(State.WAITING, State.ENDED)) {
            hosted.counters().rejected.increment();
            replies.refuse(RpcException.refusal(Code.UNAVAILABLE, "this instance is shutting down"));
            release();
        } else {
            cancel();
        }
    }

    private void refuse(RpcException error) {
        hosted.counters().invalid.increment();
        hosted.counters().lastError(error);
        replies.refuse(error);
        listeners.end(Outcome.failed(error));
        end();
    }

    private void complete(@Nullable R response, @Nullable Throwable failure) {
        if (state.get() == State.ENDED) {
            return;
        }
        Outcome outcome;
        try {
            outcome = answer(response, failure);
        } catch (Throwable e) {
            outcome = fail(e);
        }
        hosted.counters().processingNanos.add(System.nanoTime() - takenUp);
        listeners.end(outcome);
        end();
    }

    private Outcome answer(@Nullable R response, @Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        if (response == null) {
            throw new IllegalStateException("the implementation returned null");
        }
        listeners.response(response);
        RpcHeaders headers = context.responseHeaders();
        replies.answer(response, headers);
        return Outcome.answered(headers);
    }

    private Outcome fail(Throwable thrown) {
        RpcException known = ServedErrors.toCaller(thrown, hosted.method(), context);
        RpcException error = known.withHeaders(context.responseHeaders().with(known.headers()));
        hosted.counters().errors.increment();
        hosted.counters().lastError(error);
        replies.refuse(error);
        return Outcome.failed(error);
    }

    private void end() {
        if (state.getAndSet(State.ENDED) != State.ENDED) {
            release();
        }
    }

    private void release() {
        String replyTo = message.replyTo();
        if (replyTo != null) {
            hosted.host().running().remove(replyTo, this);
        }
        hosted.gate().leave(place);
    }
}
