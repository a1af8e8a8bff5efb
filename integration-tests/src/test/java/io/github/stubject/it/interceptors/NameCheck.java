package io.github.stubject.it.interceptors;

import com.acme.hello.HelloRequest;
import com.google.protobuf.Message;
import io.github.stubject.runtime.Call;
import io.github.stubject.runtime.CallListener;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.Interceptor;
import io.github.stubject.runtime.RpcException;

/** Refuses requests that name nobody: what a validation library would be called from. */
final class NameCheck implements Interceptor {
    @Override
    public CallListener start(Call call) {
        return new CallListener() {
            @Override
            public void request(Message message) {
                if (message instanceof HelloRequest hello && hello.getName().isBlank()) {
                    throw new RpcException(Code.INVALID_ARGUMENT, "name is empty");
                }
            }
        };
    }
}
