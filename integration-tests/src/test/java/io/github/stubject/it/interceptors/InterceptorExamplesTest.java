package io.github.stubject.it.interceptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.acme.hello.Greeter;
import com.acme.hello.GreeterBinding;
import com.acme.hello.GreeterClient;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.it.Wire;
import io.github.stubject.runtime.CallContext;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.Delivery;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.ServiceHost;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The interceptors that docs/interceptors.md shows, at work. */
class InterceptorExamplesTest {
    private static final Greeter BY_NAME = new Greeter() {
        @Override
        public HelloReply greet(HelloRequest request) {
            return HelloReply.newBuilder()
                    .setMessage(CallContext.current().get(TokenCheck.USER) + " greets " + request.getName())
                    .build();
        }
    };

    private static HelloRequest hello(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }

    @Test
    void onlyKnownTokensGetInAndTheImplementationKnowsWhoseTheyAre() throws Exception {
        Map<String, String> users = Map.of("s3cret", "alice");
        try (Wire wire = new Wire();
                ServiceHost host = ServiceHost.builder(wire.service)
                        .intercept(new TokenCheck(users::get))
                        .add(GreeterBinding.of(BY_NAME))
                        .start();
                RpcClient alice = RpcClient.builder(wire.caller)
                        .intercept(new TokenSender(() -> "s3cret"))
                        .build();
                RpcClient mallory = RpcClient.builder(wire.caller)
                        .intercept(new TokenSender(() -> "guess"))
                        .build()) {
            assertThat(GreeterClient.create(alice).greet(hello("Bob")).getMessage())
                    .isEqualTo("alice greets Bob");

            GreeterClient refused = GreeterClient.create(mallory);
            RpcException failure = catchThrowableOfType(RpcException.class, () -> refused.greet(hello("Bob")));
            assertThat(failure.code()).isEqualTo(Code.UNAUTHENTICATED);
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_RUN);
            assertThat(host.instance()).isNotEmpty();
        }
    }

    @Test
    void everyCallIsOneLine() throws Exception {
        Lines hostLines = new Lines();
        Lines clientLines = new Lines();
        try (Wire wire = new Wire();
                RpcClient client = RpcClient.builder(wire.caller)
                        .intercept(new CallLog(clientLines))
                        .build()) {
            try (ServiceHost host = ServiceHost.builder(wire.service)
                    .intercept(new CallLog(hostLines))
                    .intercept(new NameCheck())
                    .add(GreeterBinding.of(BY_NAME))
                    .start()) {
                GreeterClient greeter = GreeterClient.create(client);

                greeter.greet(hello("Bob"));
                RpcException failure = catchThrowableOfType(RpcException.class, () -> greeter.greet(hello(" ")));

                assertThat(failure.text()).isEqualTo("name is empty");
                assertThat(host.instance()).isNotEmpty();
            }
            // The host is closed: it has logged all. A call ends behind its answer, and so perhaps behind the next one.
            assertThat(hostLines.all)
                    .hasSize(2)
                    .anyMatch(line -> line.matches("INFO HOST Greeter/Greet OK in \\d+ ms"))
                    .anyMatch(line ->
                            line.matches("WARNING HOST Greeter/Greet INVALID_ARGUMENT: name is empty in \\d+ ms"));
            assertThat(clientLines.all).hasSize(2);
            assertThat(clientLines.all.get(1)).startsWith("WARNING CLIENT Greeter/Greet INVALID_ARGUMENT");
        }
    }

    @Test
    void aTraceGoesAlongWithTheCallsThatAreMadeForACall() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Wire wire = new Wire();
                RpcClient client =
                        RpcClient.builder(wire.caller).intercept(new Traces()).build();
                ServiceHost inner = ServiceHost.builder(wire.service)
                        .prefix("inner")
                        .intercept(new Traces())
                        .add(GreeterBinding.of(noting(seen, null)))
                        .start();
                RpcClient toInner = RpcClient.builder(wire.caller)
                        .prefix("inner")
                        .intercept(new Traces())
                        .build();
                ServiceHost outer = ServiceHost.builder(wire.service)
                        .intercept(new Traces())
                        .add(GreeterBinding.of(noting(seen, GreeterClient.create(toInner))))
                        .start()) {
            GreeterClient.create(client).greet(hello("Bob"));

            assertThat(seen).hasSize(2).doesNotContain("null");
            assertThat(seen.get(0)).isEqualTo(seen.get(1));
            assertThat(inner.instance()).isNotEqualTo(outer.instance());
        }
    }

    private static Greeter noting(List<String> seen, @Nullable Greeter next) {
        return new Greeter() {
            @Override
            public HelloReply greet(HelloRequest request) {
                seen.add("" + Traces.current());
                return next == null ? HelloReply.getDefaultInstance() : next.greet(request);
            }
        };
    }

    /** A logger that keeps its lines. */
    private static final class Lines implements System.Logger {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
            all.add(level + " " + text);
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... parameters) {
            all.add(level + " " + MessageFormat.format("" + format, parameters));
        }
    }
}
