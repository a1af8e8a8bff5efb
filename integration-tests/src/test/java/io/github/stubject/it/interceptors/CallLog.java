package io.github.stubject.it.interceptors;

import io.github.stubject.runtime.Call;
import io.github.stubject.runtime.CallListener;
import io.github.stubject.runtime.Interceptor;
import io.github.stubject.runtime.Outcome;
import io.github.stubject.runtime.RpcException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Logs one line for each call, on either side. */
final class CallLog implements Interceptor {
    private final System.Logger log;

    CallLog(System.Logger log) {
        this.log = log;
    }

    @Override
    public CallListener start(Call call) {
        long began = System.nanoTime();
        return new CallListener() {
            @Override
            public void end(Outcome outcome) {
                RpcException error = outcome.error();
                log.log(
                        error == null ? Level.INFO : Level.WARNING,
                        "{0} {1} {2} in {3} ms",
                        call.side(),
                        call.method().fullName(),
                        error == null ? "OK" : error.getMessage(),
                        Duration.ofNanos(System.nanoTime() - began).toMillis());
            }
        };
    }
}
