package io.github.stubject.runtime.internal.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AckSubjectTest {
    private static final Instant TIME = Instant.parse("2024-05-06T07:08:09.000000123Z");
    private static final String NUMBERS = "3.41.57." + TIME.getEpochSecond() + "000000123.12";

    @Test
    void readsThePlainForm() {
        String text = "$JS.ACK.ORDERS.billing." + NUMBERS;

        assertThat(AckSubject.parse(text)).isEqualTo(new AckSubject(text, "ORDERS", "billing", 3, 41, 57, TIME));
    }

    @Test
    void readsTheFormWithDomainAndAccount() {
        String text = "$JS.ACK._.hash.ORDERS.billing." + NUMBERS + ".random";

        assertThat(AckSubject.parse(text)).isEqualTo(new AckSubject(text, "ORDERS", "billing", 3, 41, 57, TIME));
        assertThat(AckSubject.parse("$JS.ACK.hub.hash.ORDERS.billing." + NUMBERS))
                .extracting(AckSubject::stream, AckSubject::streamSequence)
                .containsExactly("ORDERS", 41L);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "_INBOX.x",
                "$JS.ACK.ORDERS.billing.3.41.57.1",
                "$JS.ACK.ORDERS.billing.3.41.57.1.2.3",
                "$JS.ACK.ORDERS.billing.x.41.57.1.2",
                "$JS.FC.ORDERS.billing.3.41.57.1.2"
            })
    void readsNothingElse(String subject) {
        assertThat(AckSubject.parse(subject)).isNull();
    }

    @Test
    void itIsOfOneConsumerOfOneStream() {
        AckSubject ack = Objects.requireNonNull(AckSubject.parse("$JS.ACK.ORDERS.billing.1.2.3.4.5"));

        assertThat(ack.isOf("ORDERS", "billing")).isTrue();
        assertThat(ack.isOf("ORDERS", "audit")).isFalse();
        assertThat(ack.isOf("OTHER", "billing")).isFalse();
    }
}
