package io.github.stubject.it.interceptors;

import io.github.stubject.runtime.Call;
import io.github.stubject.runtime.CallKey;
import io.github.stubject.runtime.CallListener;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.Interceptor;
import io.github.stubject.runtime.RpcException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets only callers in whose token is known, and tells the implementation who they are. */
final class TokenCheck implements Interceptor {
    /** Who calls; in the implementation {@code CallContext.current().get(TokenCheck.USER)}. */
    static final CallKey<String> USER = CallKey.named("user");

    private final Function<String, @Nullable String> userOfToken;

    TokenCheck(Function<String, @Nullable String> userOfToken) {
        this.userOfToken = userOfToken;
    }

    @Override
    public CallListener start(Call call) {
        String token = call.headers().get("authorization");
        String user = token == null ? null : userOfToken.apply(token);
        if (user == null) {
            throw new RpcException(Code.UNAUTHENTICATED, "the header authorization has no valid token");
        }
        call.set(USER, user);
        return CallListener.NONE;
    }
}
