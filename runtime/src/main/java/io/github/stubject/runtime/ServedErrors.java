package io.github.stubject.runtime;

import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;

/** What a caller may know of a failure: an error made for it as it is, and of everything else only that there was one. */
final class ServedErrors {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private ServedErrors() {}

    /** A stream of requests has thrown, on a thread of the runtime. */
    static void logRequests(Throwable failure) {
        LOG.log(Level.DEBUG, "The requests of a stream have failed; its call is ended", Printable.of(failure));
    }

    /** A subscriber has thrown, which the rules of {@link java.util.concurrent.Flow} do not allow. */
    static void logSubscriber(Throwable failure) {
        LOG.log(Level.ERROR, "A subscriber failed; its call is ended", Printable.of(failure));
    }

    /** The error to answer with; what the caller does not get to know is logged. */
    static RpcException toCaller(Throwable thrown, RpcMethod<?, ?> method, CallContext context) {
        Throwable cause = thrown.getCause();
        Throwable failure = thrown instanceof CompletionException && cause != null ? cause : thrown;
        if (failure instanceof RpcException error && !error.received()) {
            return error;
        }
        if (context.isCancelled()) {
            LOG.log(Level.DEBUG, () -> method + " failed after it was cancelled: " + failure.getClass());
            return new RpcException(Code.CANCELLED, "cancelled while it ran");
        }
        LOG.log(Level.ERROR, method + " failed", Printable.of(failure));
        return new RpcException(Code.INTERNAL, "the service failed; its log says more");
    }
}
