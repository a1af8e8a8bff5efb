package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call with one request and one response. Completed by its handler, on whichever thread that happens, and leaves when the
 * reply is out. Cancelling one that runs tells and interrupts its implementation, whose answer is waited for all the same;
 * so does a host that closes and waits no longer.
 */
final class ServedRequest<Q extends Message, R extends Message> extends ServedCall<Q, R> {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private final UnaryHandler<Q, R> handler;

    /** @param subject what was called, without a reserved tail */
    ServedRequest(
            HostedMethod<Q, R> hosted,
            UnaryHandler<Q, R> handler,
            InboundMessage message,
            String subject,
            Admission.Place place) {
        super(hosted, message, subject, place);
        this.handler = handler;
    }

    @Override
    void checkKind() {
        if (message().header(WireHeaders.STREAM) != null) {
            throw RpcException.refusal(
                    Code.INVALID_ARGUMENT,
                    hosted().method().fullName()
                            + " is no stream here: are client and service made from the same proto?");
        }
    }

    @Override
    void serve(Duration limit) {
        Q request = RequestReader.read(hosted().method(), message(), subject());
        listeners().request(request);
        if (!becomeInterruptible()) {
            throw RpcException.refusal(Code.CANCELLED, "cancelled before it ran");
        }
        try (Scope unused = listeners().scope()) {
            handler.handle(request, this::complete);
        } catch (Throwable e) { // a scope's; the handler gives its failures to the completion
            complete(null, e);
        }
    }

    /** Of the reading and of interceptors; the handler's failures are its reply. */
    @Override
    void failed(Throwable thrown) {
        if (thrown instanceof RpcException error) {
            refuse(error);
        } else {
            LOG.log(Level.ERROR, "A request to " + hosted().method() + " could not be handled", Printable.of(thrown));
            refuse(RpcException.refusal(Code.INTERNAL, "the service failed; its log says more"));
        }
    }

    private void refuse(RpcException error) {
        hosted().counters().invalid.increment();
        hosted().counters().lastError(error);
        replies().refuse(error);
        listeners().end(Outcome.failed(error));
        end();
    }

    private void complete(@Nullable R response, @Nullable Throwable failure) {
        if (isEnded()) {
            return;
        }
        Outcome outcome;
        try {
            outcome = answer(response, failure);
        } catch (Throwable e) {
            outcome = fail(e);
        }
        concluded(outcome);
        end();
    }

    private Outcome answer(@Nullable R response, @Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        if (response == null) {
            throw new IllegalStateException("the implementation returned null");
        }
        listeners().response(response);
        RpcHeaders headers = context().responseHeaders();
        replies().answer(response, headers);
        return Outcome.answered(headers);
    }

    private Outcome fail(Throwable thrown) {
        RpcException error = toCaller(thrown);
        hosted().counters().errors.increment();
        hosted().counters().lastError(error);
        replies().refuse(error);
        return Outcome.failed(error);
    }

    private void end() {
        if (endOnce()) {
            leave();
        }
    }

    @Override
    void cancelRunning() {
        if (!isEnded() && !isStopped()) {
            hosted().counters().cancelled.increment();
            stopImplementation();
        }
    }

    @Override
    void abortRunning() {
        cancelRunning();
    }
}
