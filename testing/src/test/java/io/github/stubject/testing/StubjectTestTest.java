package io.github.stubject.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.StringValue;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceBinding;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StubjectTestTest {
    private static final RpcService SERVICE = RpcService.of("acme.Echo");

    private static final RpcMethod<StringValue, StringValue> ECHO = RpcMethod.unary(
            SERVICE, "Echo", "echo.apply", StringValue.getDefaultInstance(), StringValue.getDefaultInstance());

    /** Stands for a generated interface. */
    @FunctionalInterface
    public interface Echo {
        StringValue apply(StringValue request);
    }

    private static ServiceBinding binding(Function<String, String> implementation) {
        Echo echo = request -> StringValue.of(implementation.apply(request.getValue()));
        return ServiceBinding.builder(SERVICE, Echo.class, echo)
                .unary(ECHO, "apply", echo::apply)
                .build();
    }

    private static String call(StubjectTest test, String text, CallOptions options) {
        return test.client().unary(ECHO, StringValue.of(text), options).getValue();
    }

    @Test
    void aClientReachesTheServiceWithoutAServer() {
        try (StubjectTest test = StubjectTest.serving(binding(text -> text + "!"))) {
            assertThat(call(test, "hello", CallOptions.DEFAULT)).isEqualTo("hello!");
            assertThat(test.host().stats()).containsKey(ECHO);
        }
    }

    @Test
    void errorsAndDeadlinesAreThoseOfProduction() {
        CountDownLatch never = new CountDownLatch(1);
        try (StubjectTest test = StubjectTest.serving(binding(text -> {
            if (text.equals("hang")) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            throw new RpcException(Code.ABORTED, text);
        }))) {
            CallOptions quick = CallOptions.DEFAULT.withTimeout(Duration.ofMillis(50));

            assertThat(catchThrowableOfType(RpcException.class, () -> call(test, "no", quick))
                            .code())
                    .isEqualTo(Code.ABORTED);
            assertThat(catchThrowableOfType(RpcException.class, () -> call(test, "hang", quick))
                            .code())
                    .isEqualTo(Code.DEADLINE_EXCEEDED);
        }
    }
}
