package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.RECORD;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long streams may go on: what the service sees of what method and call say. */
class StreamTimeoutTest extends CallHarness {
    private Duration timeLeft(RpcMethod<HelloRequest, HelloReply> watch, CallOptions options) {
        Streams service = new Streams() {
            @Override
            public Stream<HelloReply> watch(HelloRequest request) {
                return Stream.of(reply("" + CallContext.current().timeLeft().toMillis()));
            }
        };
        serve(ServiceBinding.builder(StreamService.SERVICE, Streams.class, service)
                .serverStreaming(watch, "watch", service::watch)
                .build());
        String millis = client().serverStreaming(watch, hello("x"), options)
                .findFirst()
                .orElseThrow()
                .getText();
        return Duration.ofMillis(Long.parseLong(millis));
    }

    @Test
    void aStreamGoesOnForAsLongAsBothWant() {
        assertThat(timeLeft(WATCH, CallOptions.DEFAULT)).isGreaterThan(Duration.ofDays(40));
        assertThat(RECORD.timeout()).isGreaterThan(Duration.ofDays(40));
    }

    @Test
    void itsMethodLimitsItAlsoToWhatIsTheDefaultOfOtherMethods() {
        Duration limit = RpcMethod.DEFAULT_TIMEOUT;

        assertThat(timeLeft(WATCH.withTimeout(limit), CallOptions.DEFAULT)).isLessThanOrEqualTo(limit);
    }

    @Test
    void aCallLimitsItOverItsMethod() {
        Duration limit = Duration.ofMinutes(2);

        assertThat(timeLeft(WATCH.withTimeout(Duration.ofSeconds(30)), CallOptions.DEFAULT.withTimeout(limit)))
                .isBetween(Duration.ofSeconds(31), limit);
    }
}
