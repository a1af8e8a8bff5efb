package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PubAckTest {
    private static @Nullable PubAck read(String text, @Nullable Headers headers) {
        return PubAck.of(new InboundMessage("inbox", null, headers, text.getBytes(StandardCharsets.UTF_8), false));
    }

    @Test
    void readsWhatServersSend() {
        assertThat(read("{\"stream\":\"ORDERS\", \"seq\":12}", null)).isEqualTo(new PubAck("ORDERS", 12, false, null));
        assertThat(read("{\"stream\":\"A\", \"domain\":\"hub\", \"seq\":1,\"duplicate\": true}", null))
                .isEqualTo(new PubAck("A", 1, true, null));
        assertThat(read("{\"stream\":\"A\",\"seq\":7}", null)).isEqualTo(new PubAck("A", 7, false, null));
        assertThat(read("{ \"seq\": 7, \"stream\": \"\\u0041\" }", null)).isEqualTo(new PubAck("A", 7, false, null));
        assertThat(read("{\"stream\":\"A\", \"seq\":9007199254740993}", null))
                .isEqualTo(new PubAck("A", 9_007_199_254_740_993L, false, null));
        assertThat(read("{\"stream\":\"ORDERS-1\",\"seq\":2147483648,\"val\":\"7\"}", null))
                .isEqualTo(new PubAck("ORDERS-1", 2_147_483_648L, false, null));
        assertThat(read(
                        "{\"error\":{\"code\":503,\"err_code\":10077,\"description\":\"maximum messages exceeded\"},"
                                + "\"stream\":\"A\",\"seq\":0}",
                        null))
                .isEqualTo(new PubAck("A", 0, false, new PubAck.Failure(503, 10_077, "maximum messages exceeded")));
    }

    @Test
    void takesNothingElseForAnAck() {
        for (String other : List.of(
                "",
                "{",
                "{}",
                "{\"stream\":\"A\"}",
                "{\"seq\":1}",
                "{\"stream\":\"A\",\"seq\":0}",
                "{\"stream\":\"\",\"seq\":1}",
                "{\"stream\":\"A\",\"seq\":1,\"text\":\"hello\"}",
                "{\"stream\":\"A\",\"seq\":\"1\"}",
                "{\"stream\":1,\"seq\":1}",
                "{\"stream\":\"A\",\"seq\":1",
                "{\"stream\":\"A\",\"seq\":",
                "{\"stream\":\"A\",\"seq\":}",
                "{\"stream\":\"A\",\"seq\":1x}",
                "{\"stream\":\"A\",\"seq\":-1}",
                "{\"stream\":\"A\",\"sequence\":1}",
                "{\"stream\":\"A",
                "{\"stream\":\"",
                "{\"error\":{}}",
                "{\"error\":\"no\"}",
                "[1]",
                "text")) {
            assertThat(read(other, null)).as(other).isNull();
        }
        assertThat(read("{\"stream\":\"A\", \"seq\":1}", new Headers().put("Content-Type", "application/json")))
                .isNull();
    }
}
