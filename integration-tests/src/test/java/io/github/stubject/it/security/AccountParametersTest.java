package io.github.stubject.it.security;

import static io.github.stubject.it.security.GreeterProbe.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stubject.it.shop.Done;
import io.github.stubject.it.shop.LedgerBinding;
import io.github.stubject.it.shop.LedgerClient;
import io.github.stubject.it.shop.Plain;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An account that imports one value of a subject parameter acts for nobody else, whatever its users may publish. */
@Timeout(60)
class AccountParametersTest {
    private final RecordingLedger ledger = new RecordingLedger();

    private interface Trying {
        void with(Connection alice) throws Exception;
    }

    private void trying(UnaryOperator<String> change, Trying trying) throws Exception {
        try (GuideServer server = GuideServer.start("account-orders.conf", change);
                ServiceHost host = ServiceHost.builder(server.connectAs("service"))
                        .add(LedgerBinding.of(ledger))
                        .start()) {
            trying.with(server.connectAs("alice"));
            assertThat(host.instance()).isNotEmpty();
        }
    }

    private static Plain of(String customer) {
        return Plain.newBuilder().setCustomer(customer).build();
    }

    @Test
    void aliceActsForHerselfOnly() throws Exception {
        trying(text -> text, alice -> {
            LedgerClient ledgers =
                    LedgerClient.create(alice).with(CallOptions.DEFAULT.withTimeout(SHORT.multipliedBy(3)));
            assertThat(ledgers.place(of("alice")).getForCustomer()).isEqualTo("alice");

            Message asBob = alice.request("orders.alice.place", of("bob").toByteArray(), Duration.ofSeconds(10));
            assertThat(asBob.getHeaders().getFirst("Stubject-Code")).isEqualTo("INVALID_ARGUMENT");
            assertThat(catchThrowableOfType(RpcException.class, () -> ledgers.place(of("bob"))))
                    .isNotNull();
        });
        assertThat(ledger.customers).containsExactly("alice");
    }

    /** Where accounts choose their imports themselves, as with JWTs, the export says whose token is where. */
    @Test
    void anExportCanTieTheParameterToTheAccount() throws Exception {
        UnaryOperator<String> tied = text -> text.replace(
                        "\"orders.*.place\", accounts: [ ALICE, BOB ]", "\"orders.*.place\", account_token_position: 2")
                .replace("orders.alice.place", "orders.ALICE.place")
                .replace("orders.bob.place", "orders.BOB.place");
        trying(tied, alice -> {
            Done done = LedgerClient.create(alice).place(of("ALICE"));
            assertThat(done.getForCustomer()).isEqualTo("ALICE");
        });

        assertThatThrownBy(() -> trying(
                        tied.andThen(text -> text.replace("orders.ALICE.place", "orders.BOB.place"))::apply,
                        alice -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nats-server ended");
    }
}
