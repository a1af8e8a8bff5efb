package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.test.Customer;
import io.github.stubject.runtime.test.OrderRequest;
import io.github.stubject.runtime.test.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectParametersTest {
    private static SubjectParameters of(String template) {
        return new SubjectParameters(SubjectTemplate.parse(template), OrderRequest.getDefaultInstance());
    }

    @Test
    void everyTypeHasOneCanonicalText() {
        OrderRequest request = OrderRequest.newBuilder()
                .setId("A-1")
                .setPriority(-7)
                .setRegion(Region.US)
                .setUrgent(true)
                .setShard(-1)
                .setCustomer(Customer.newBuilder().setNumber(-1L))
                .build();

        assertThat(of("o.{id}.{priority}.{region}.{urgent}.{shard}.{customer.number}")
                        .subjectFor(request))
                .isEqualTo("o.A-1.-7.US.true.4294967295.18446744073709551615");
    }

    @Test
    void fieldsWithoutPresenceAreSentAsTheyAre() {
        assertThat(of("o.{region}.{urgent}.{shard}").subjectFor(OrderRequest.getDefaultInstance()))
                .isEqualTo("o.REGION_UNSPECIFIED.false.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"o.{priority}", "o.{customer.id}", "o.{customer.number}"})
    void anUnsetFieldWithPresenceIsRefused(String template) {
        assertThatThrownBy(() -> of(template).subjectFor(OrderRequest.getDefaultInstance()))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT))
                .hasMessageContaining("not set");
    }

    @Test
    void anEnumValueThatTheSchemaDoesNotKnowIsRefused() {
        OrderRequest request = OrderRequest.newBuilder().setRegionValue(99).build();

        assertThatThrownBy(() -> of("o.{region}").subjectFor(request)).isInstanceOf(RpcException.class);
    }

    @Test
    void aSubjectFillsWhatIsUnsetOfEveryType() {
        OrderRequest filled = of("o.{id}.{priority}.{region}.{urgent}.{shard}.{customer.number}")
                .reconcile(OrderRequest.getDefaultInstance(), "o.A-1.-7.US.true.4294967295.18446744073709551615");

        assertThat(filled)
                .isEqualTo(OrderRequest.newBuilder()
                        .setId("A-1")
                        .setPriority(-7)
                        .setRegion(Region.US)
                        .setUrgent(true)
                        .setShard(-1)
                        .setCustomer(Customer.newBuilder().setNumber(-1L))
                        .build());
    }

    @Test
    void aPrefixBeforeTheSubjectChangesNothing() {
        assertThat(of("o.{id}")
                        .reconcile(OrderRequest.getDefaultInstance(), "staging.blue.o.A-1")
                        .getId())
                .isEqualTo("A-1");
    }

    @ParameterizedTest
    @CsvSource({
        "{priority}, +7",
        "{priority}, 07",
        "{priority}, 2147483648",
        "{priority}, x",
        "{priority}, ''",
        "{shard}, -1",
        "{shard}, 4294967296",
        "{customer.number}, -1",
        "{urgent}, TRUE",
        "{urgent}, 1",
        "{region}, eu",
        "{region}, 1",
    })
    void aTokenThatIsNoCanonicalValueIsRefused(String parameter, String token) {
        assertThatThrownBy(() -> of("o." + parameter).reconcile(OrderRequest.getDefaultInstance(), "o." + token))
                .isInstanceOfSatisfying(RpcException.class, e -> {
                    assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT);
                    assertThat(e.delivery()).isEqualTo(Delivery.NOT_RUN);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{lines}", "{price}", "{customer}", "{nothing}", "{id.more}", "{customer.nothing}"})
    void aFieldThatCannotBeAParameterIsRefused(String parameter) {
        assertThatThrownBy(() -> of("o." + parameter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(parameter);
    }
}
