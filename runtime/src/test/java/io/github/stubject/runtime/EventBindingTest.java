package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestEvents.KEPT;
import static io.github.stubject.runtime.TestEvents.PLACED;
import static io.github.stubject.runtime.TestEvents.PLACED_CUSTOMER;
import static io.github.stubject.runtime.TestEvents.SHIPPED;
import static io.github.stubject.runtime.TestEvents.listener;
import static io.github.stubject.runtime.TestEvents.onPlaced;
import static io.github.stubject.runtime.TestEvents.onShipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.runtime.TestEvents.ShippingListener;
import io.github.stubject.runtime.test.Shipped;
import org.junit.jupiter.api.Test;

/** Which events a listener is bound to, and what the options must say. */
class EventBindingTest {
    private static final SubscribeOptions STORED = SubscribeOptions.durable(DurableOptions.named("billing"));

    private static final ShippingListener OF_KEPT = new ShippingListener() {
        @Override
        public void kept(Shipped event) {}
    };

    @Test
    void thoseAreListenedToWhoseMethodsAreOverriddenUnlessOthersAreNamed() {
        assertThat(onPlaced(SubscribeOptions.DEFAULT, event -> {}).events()).containsExactly(PLACED);
        assertThat(listener(OF_KEPT, SubscribeOptions.DEFAULT, SHIPPED).events())
                .containsExactly(SHIPPED);
    }

    @Test
    void aDurableEventNeedsAConsumerOrTheWordThatItNeedsNone() {
        assertThat(listener(OF_KEPT, STORED).events()).containsExactly(KEPT);
        assertThat(listener(OF_KEPT, SubscribeOptions.DEFAULT.withoutStored()).events())
                .containsExactly(KEPT);
        assertThatThrownBy(() -> listener(OF_KEPT, SubscribeOptions.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "acme.shop.Shipping/Kept", "is durable", "DurableOptions.named", "withoutStored()");
    }

    @Test
    void aConsumerForCoreEventsAloneIsRefused() {
        assertThatThrownBy(() -> onShipped(STORED, event -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("none of these events is durable", "acme.shop.Shipping/Shipped");
    }

    @Test
    void aFixedParameterOfAnEventThatIsNotListenedToIsRefused() {
        SubscribeOptions ann = SubscribeOptions.DEFAULT.withParameter(PLACED_CUSTOMER, "ann");

        assertThat(onPlaced(ann, event -> {}).events()).containsExactly(PLACED);
        assertThatThrownBy(() -> onShipped(ann, event -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("{customer}", "acme.shop.Shipping/Placed", "not listened to");
    }
}
