package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * The listeners of one call, outermost first. Safe for any thread: calls them one after the other, and nothing after the
 * first {@link #end}. What refuses a call comes out as an {@link RpcException} that has not run; the owner then ends the
 * chain with it.
 */
final class ListenerChain {
    /** One without listeners. */
    static final ListenerChain NONE = new ListenerChain(List.of());

    private final List<Interceptor> interceptors;
    private final List<CallListener> listeners;
    private boolean accepted;
    private boolean ended;

    private ListenerChain(List<Interceptor> interceptors) {
        this.interceptors = interceptors;
        this.listeners = interceptors.isEmpty() ? List.of() : new ArrayList<>(interceptors.size());
    }

    /** The chain of one call; all calls without interceptors share one, which takes no lock. */
    static ListenerChain of(List<Interceptor> interceptors) {
        return interceptors.isEmpty() ? NONE : new ListenerChain(interceptors);
    }

    /** Lets the interceptors see the call begin, until one refuses it. */
    void start(Call call) {
        if (!interceptors.isEmpty()) {
            startAll(call);
        }
    }

    private synchronized void startAll(Call call) {
        try {
            for (Interceptor interceptor : interceptors) {
                listeners.add(interceptor.start(call));
            }
        } catch (RuntimeException e) {
            throw refusal(e);
        }
    }

    void request(Message message) {
        if (!interceptors.isEmpty()) {
            requestAll(message);
        }
    }

    private synchronized void requestAll(Message message) {
        try {
            live().forEach(listener -> listener.request(message));
        } catch (RuntimeException e) {
            throw refusal(e);
        }
    }

    /** Does not throw. */
    void retry(int attempt, RpcException failure) {
        if (interceptors.isEmpty()) {
            return;
        }
        synchronized (this) {
            for (CallListener listener : live()) {
                try {
                    listener.retry(attempt, failure);
                } catch (RuntimeException | Error e) {
                    log(Level.ERROR, "A retry was not handled by " + listener, Printable.of(e));
                }
            }
        }
    }

    /** Innermost first, the first time. Does not throw. */
    void accepted(RpcHeaders headers) {
        if (interceptors.isEmpty()) {
            return;
        }
        synchronized (this) {
            List<CallListener> live = accepted ? List.of() : live();
            accepted = true;
            for (int i = live.size() - 1; i >= 0; i--) {
                try {
                    live.get(i).accepted(headers);
                } catch (RuntimeException | Error e) {
                    log(Level.ERROR, "An acceptance was not handled by " + live.get(i), Printable.of(e));
                }
            }
        }
    }

    /** Innermost first. What is thrown is the owner's to handle. */
    void response(Message message) {
        if (!interceptors.isEmpty()) {
            responseAll(message);
        }
    }

    private synchronized void responseAll(Message message) {
        List<CallListener> live = live();
        for (int i = live.size() - 1; i >= 0; i--) {
            live.get(i).response(message);
        }
    }

    private List<CallListener> live() {
        return ended ? List.of() : listeners;
    }

    /** Innermost first. Does not throw. */
    void end(Outcome outcome) {
        if (!interceptors.isEmpty()) {
            endAll(outcome);
        }
    }

    private synchronized void endAll(Outcome outcome) {
        List<CallListener> live = live();
        ended = true;
        for (int i = live.size() - 1; i >= 0; i--) {
            try {
                live.get(i).end(outcome);
            } catch (RuntimeException | Error e) {
                log(Level.ERROR, "The end of a call was not handled by " + live.get(i), Printable.of(e));
            }
        }
    }

    /** Opens the scopes of all, the outermost first, and closes them the other way round. */
    Scope scope() {
        if (listeners.isEmpty()) {
            return Scope.NONE;
        }
        List<Scope> scopes = new ArrayList<>(listeners.size());
        try {
            listeners.forEach(listener -> scopes.add(listener.scope()));
        } catch (RuntimeException | Error e) {
            close(scopes);
            throw e;
        }
        return () -> close(scopes);
    }

    /** The same for what must be run whatever the scopes do: does not throw, and opens none if one cannot be opened. */
    private Scope scopeIfAny() {
        try {
            return scope();
        } catch (RuntimeException | Error e) {
            log(Level.ERROR, "A scope was not opened", Printable.of(e));
            return Scope.NONE;
        }
    }

    /** Runs user code, in the context of the call that it is made for and in the scopes, as far as they can be opened. */
    void runUserCode(CallContext parent, Runnable code) {
        try (Scope unusedContext = parent.isCall() ? parent.open() : Scope.NONE;
                Scope unusedScope = scopeIfAny()) {
            code.run();
        }
    }

    private static void close(List<Scope> scopes) {
        for (int i = scopes.size() - 1; i >= 0; i--) {
            try {
                scopes.get(i).close();
            } catch (RuntimeException | Error e) {
                log(Level.ERROR, "A scope was not closed", Printable.of(e));
            }
        }
    }

    private static void log(Level level, String what, Throwable failure) {
        System.getLogger(Interceptor.class.getName()).log(level, what, failure);
    }

    private static RpcException refusal(RuntimeException thrown) {
        if (thrown instanceof RpcException error && !error.received()) {
            return error.withDelivery(Delivery.NOT_RUN);
        }
        log(Level.ERROR, "An interceptor failed", Printable.of(thrown));
        return RpcException.refusal(Code.INTERNAL, "an interceptor failed; the log says more");
    }
}
