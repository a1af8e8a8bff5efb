package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.impl.Headers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcHeadersTest {
    @Test
    void namesAreFoundWhateverTheirCase() {
        RpcHeaders headers = RpcHeaders.EMPTY.with("Tenant", "acme");

        assertThat(headers.get("tenant")).isEqualTo("acme");
        assertThat(headers.with("TENANT", "other").all("Tenant")).containsExactly("other");
        assertThat(headers.get("none")).isNull();
        assertThat(headers.bytes("none-bin")).isNull();
    }

    @Test
    void aNameCanHaveSeveralTexts() {
        RpcHeaders headers = RpcHeaders.EMPTY.and("a", "1").and("a", "2");

        assertThat(headers.all("a")).containsExactly("1", "2");
        assertThat(headers.get("a")).isEqualTo("2");
    }

    @Test
    void othersWinByName() {
        RpcHeaders ours = RpcHeaders.EMPTY.with("a", "1").with("b", "1");

        assertThat(ours.with(RpcHeaders.EMPTY.with("B", "2").with("c", "2")))
                .isEqualTo(RpcHeaders.EMPTY.with("a", "1").with("B", "2").with("c", "2"));
        assertThat(ours.with(RpcHeaders.EMPTY)).isSameAs(ours);
        assertThat(RpcHeaders.EMPTY.with(ours)).isSameAs(ours);
    }

    @Test
    void bytesComeBackAsTheyWere() {
        byte[] bytes = {0, -1, '\r', '\n', 127};

        RpcHeaders headers = RpcHeaders.EMPTY.withBytes("trace-bin", bytes);

        assertThat(headers.bytes("trace-BIN")).isEqualTo(bytes);
        assertThatThrownBy(() -> RpcHeaders.EMPTY.withBytes("trace", bytes)).hasMessageContaining("trace-bin");
        assertThatThrownBy(() -> RpcHeaders.EMPTY.with("trace-bin", "text")).hasMessageContaining("for bytes");
    }

    @Test
    void whatIsNoBase64IsSaidToBeSo() {
        RpcHeaders headers = RpcHeaders.of(new Headers().put("a-bin", "%%%"));

        assertThatThrownBy(() -> headers.bytes("a-bin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a-bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "a\r\nb", "ä", "a\u0000"})
    void illegalNamesAreRefused(String name) {
        assertThatThrownBy(() -> RpcHeaders.EMPTY.with(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nats-Msg-Id", "nats-anything", "Stubject-Code", "stubject-x", "Content-Type"})
    void reservedNamesAreRefused(String name) {
        assertThatThrownBy(() -> RpcHeaders.EMPTY.with(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reserved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nStubject-Code: NOT_FOUND", "\t", "ü", "😈", " a", "a ", "\u0085"})
    void textsThatWouldNotArriveAreRefusedWithTheWayOut(String text) {
        assertThatThrownBy(() -> RpcHeaders.EMPTY.with("a", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a-bin");
    }

    @Test
    void headersOfTheProtocolAreNotTheUsers() {
        RpcHeaders headers = RpcHeaders.of(new Headers()
                .put("Stubject-Timeout-Ms", "3")
                .put("Content-Type", "x")
                .put("Nats-Service-Error", "x")
                .put("Nats-Request-Info", "{}")
                .add("Tenant", "a")
                .add("tenant", "b"));

        assertThat(headers.names()).containsExactly("Nats-Request-Info", "Tenant");
        assertThat(headers.all("tenant")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void valuesAreNotShownInLogs() {
        assertThat(RpcHeaders.EMPTY.with("authorization", "secret")).hasToString("[authorization]");
        assertThat(CallOptions.DEFAULT.withHeader("authorization", "secret").toString())
                .doesNotContain("secret");
    }
}
