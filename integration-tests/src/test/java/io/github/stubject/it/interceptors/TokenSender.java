package io.github.stubject.it.interceptors;

import io.github.stubject.runtime.Call;
import io.github.stubject.runtime.CallListener;
import io.github.stubject.runtime.Interceptor;
import io.github.stubject.runtime.RpcHeaders;
import java.util.function.Supplier;

/** Sends a token along with each call. */
final class TokenSender implements Interceptor {
    private final Supplier<String> token;

    TokenSender(Supplier<String> token) {
        this.token = token;
    }

    @Override
    public CallListener start(Call call) {
        call.send(RpcHeaders.EMPTY.with("authorization", token.get()));
        return CallListener.NONE;
    }
}
