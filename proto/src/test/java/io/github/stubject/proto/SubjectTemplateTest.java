package io.github.stubject.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTemplateTest {
    @Test
    void aParameterIsOneTokenEvenWhenItsPathHasDots() {
        SubjectTemplate template = SubjectTemplate.parse("shop.{order.customer_id}.place");

        assertThat(template.parameters()).containsExactly("order.customer_id");
        assertThat(template.pattern()).isEqualTo("shop.*.place");
        assertThat(template).hasToString("shop.{order.customer_id}.place");
        assertThat(template.render(field -> "alice")).isEqualTo("shop.alice.place");
    }

    @Test
    void matchingGivesTheValuesInTheirOrderAndNullForAnotherSubject() {
        SubjectTemplate template = SubjectTemplate.parse("a.{x}.b.{y}");

        assertThat(template.match("a.1.b.2")).containsExactly("1", "2");
        assertThat(template.match("a.1.c.2")).isNull();
        assertThat(template.match("a.1.b.2.3")).isNull();
        assertThat(template.match("a.1.b")).isNull();
    }

    @Test
    void aValueAndAPrefixNarrowATemplate() {
        SubjectTemplate template = SubjectTemplate.parse("orders.{region}.{id}");

        assertThat(template.with("region", "eu").behind(SubjectTemplate.parse("staging.blue")))
                .hasToString("staging.blue.orders.eu.{id}");
        assertThatThrownBy(() -> template.with("region", "e.u"))
                .hasMessageContaining("{region}")
                .hasMessageContaining("'.'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "a b",
                "a.*",
                "a.>",
                "a.b>",
                "a.\tb",
                "a.ä",
                "a._s",
                "_s.a",
                "a.{}",
                "a.{b",
                "a.b}",
                "a.x{b}",
                "a.{b}x",
                "a.{b.}",
                "a.{1b}",
                "$SYS.a",
                "$JS",
                "_INBOX.a",
                "{a}",
                "{a}.b",
                "a.{b c}"
            })
    void anIllegalSubjectIsRefused(String text) {
        assertThatThrownBy(() -> SubjectTemplate.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "a.b,            a.b,            true",
        "a.b,            a.c,            false",
        "a.{x},          a.c,            true",
        "a.{x},          b.c,            false",
        "a.{x},          a.b.c,          false",
        "a.{x}.c,        a.b.{y},        true",
        "a.{x}.c,        a.b.d,          false",
        // The tail of the first is a.b._s.>, and * in the second takes _s as well.
        "a.b,            a.b.{x}.{y},    true",
        "a.b,            a.b.{x}.c.d,    true",
        "a.b,            a.b.{x},        false",
        "a.b,            a.b.c.{x},      false",
        "a.{x},          a.b.{y}.d.e,    true",
    })
    void subjectsMeetWhenOneMessageCouldReachBoth(String left, String right, boolean meet) {
        SubjectTemplate a = SubjectTemplate.parse(left);
        SubjectTemplate b = SubjectTemplate.parse(right);

        assertThat(a.canMeet(b)).isEqualTo(meet);
        assertThat(b.canMeet(a)).isEqualTo(meet);
    }

    @ParameterizedTest
    @CsvSource({
        "a.b,            a.b,            true",
        "a.{x},          a.c,            true",
        "a.{x}.c,        a.b.{y},        true",
        "a.{x},          a.b.c,          false",
        // Only the tail of the first could.
        "a.b,            a.b.{x}.{y},    false",
        "a.{x},          a.b.{y}.d.e,    false",
    })
    void subjectsOverlapWhenOneMessageCouldReachBothWithoutTheirTails(String left, String right, boolean overlap) {
        SubjectTemplate a = SubjectTemplate.parse(left);
        SubjectTemplate b = SubjectTemplate.parse(right);

        assertThat(a.overlaps(b)).isEqualTo(overlap);
        assertThat(b.overlaps(a)).isEqualTo(overlap);
    }

    @Test
    void aTemplateCoversItsSubjectsAndItsReservedTail() {
        SubjectTemplate template = SubjectTemplate.parse("orders.{id}.place");

        assertThat(template.covers("orders.42.place")).isTrue();
        assertThat(template.covers("orders.42.place._s.instance.1")).isTrue();
        assertThat(template.covers("orders.42.place._s")).isFalse();
        assertThat(template.covers("orders.42")).isFalse();
        assertThat(template.covers("orders.42.cancel")).isFalse();
    }

    @Test
    void tokensMayHaveAnyPrintableAsciiButTheSpecialOnes() {
        assertThat(SubjectTemplate.faultOf("Az09_-$#/:@~!")).isNull();
        assertThat(SubjectTemplate.faultOf("")).contains("empty");
        assertThat(SubjectTemplate.faultOf("a\nb")).contains("U+000A at 2");
        assertThat(SubjectTemplate.faultOf("_s")).contains("reserved");
    }
}
