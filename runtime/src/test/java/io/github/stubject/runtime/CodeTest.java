package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeTest {
    @ParameterizedTest
    @EnumSource(Code.class)
    void numbersAndNamesAreThoseOfGoogleRpc(Code code) {
        assertThat(List.of(Code.values()).indexOf(code)).isEqualTo(code.number() - 1);
        assertThat(Code.ofNumber(code.number())).isEqualTo(code);
        assertThat(Code.ofName(code.name())).isEqualTo(code);
        assertThat(code.httpStatus()).isBetween(400, 599);
    }

    @Test
    void whatIsNotKnownIsUnknown() {
        assertThat(Code.ofNumber(0)).isEqualTo(Code.UNKNOWN);
        assertThat(Code.ofNumber(17)).isEqualTo(Code.UNKNOWN);
        assertThat(Code.ofNumber(-1)).isEqualTo(Code.UNKNOWN);
        assertThat(Code.ofHttpStatus(418)).isEqualTo(Code.UNKNOWN);
        assertThat(Code.ofName("OK")).isNull();
    }

    @Test
    void callOptionsOverrideOnlyWhatTheyName() {
        CallOptions second = CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(1));

        assertThat(second.with(CallOptions.DEFAULT).timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(second.with(second.withTimeout(Duration.ofMillis(3))).timeout())
                .isEqualTo(Duration.ofMillis(3));
        assertThat(second.withoutRetries().with(second).retries()).isFalse();
        assertThat(second.withInstance("a").with(second).instance()).isEqualTo("a");
        assertThat(second.withHeader("a", "1")
                        .withHeader("b", "2")
                        .with(CallOptions.DEFAULT.withHeader("A", "3"))
                        .headers())
                .isEqualTo(RpcHeaders.EMPTY.with("a", "3").with("b", "2"));
        assertThatThrownBy(() -> second.withTimeout(Duration.ofDays(60))).isInstanceOf(IllegalArgumentException.class);
    }
}
