package io.github.stubject.it.interceptors;

import io.github.stubject.runtime.Call;
import io.github.stubject.runtime.CallListener;
import io.github.stubject.runtime.Interceptor;
import io.github.stubject.runtime.RpcHeaders;
import io.github.stubject.runtime.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Carries the id of a trace from call to call: the one that came with a request goes along with all calls made for it. */
final class Traces implements Interceptor {
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    /** The trace that this thread works for; {@code null} if there is none. */
    static @Nullable String current() {
        return CURRENT.get();
    }

    @Override
    public CallListener start(Call call) {
        if (call.side() == Call.Side.CLIENT) {
            String trace = CURRENT.get();
            call.send(RpcHeaders.EMPTY.with(
                    "trace", trace == null ? UUID.randomUUID().toString() : trace));
            return CallListener.NONE;
        }
        return new CallListener() {
            @Override
            public Scope scope() {
                CURRENT.set(call.headers().get("trace"));
                return CURRENT::remove;
            }
        };
    }
}
