package io.github.stubject.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.CoreEvent;
import io.github.stubject.runtime.EventBinding;
import io.github.stubject.runtime.PublishOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.SubjectParameter;
import io.github.stubject.runtime.SubscribeOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The permissions that core events need: all is well with them, and without any of them what the guide says goes wrong. */
@Timeout(60)
class EventPermissionsTest {
    private static final CoreEvent<HelloRequest> PLACED =
            CoreEvent.of(RpcService.of("acme.Shop"), "Placed", "shop.{name}.placed", HelloRequest.getDefaultInstance());
    private static final SubjectParameter<String> NAME = PLACED.parameter("name", String.class);
    private static final SubscribeOptions BILLING = SubscribeOptions.DEFAULT.withQueueGroup("billing");

    /** What the generator would make of it. */
    public interface Listener {
        void placed(HelloRequest event);
    }

    private static ServiceHost listen(
            GuideServer server, String user, SubscribeOptions options, List<HelloRequest> heard) {
        Listener listener = heard::add;
        return ServiceHost.builder(server.connectAs(user))
                .add(EventBinding.builder(PLACED.service(), Listener.class, listener, options)
                        .event(PLACED, "placed", listener::placed)
                        .build(PLACED))
                .start();
    }

    private static HelloRequest of(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }

    private static void publish(GuideServer server, String name) {
        RpcClient.shared(server.connectAs("publisher")).publish(PLACED, of(name), PublishOptions.DEFAULT);
    }

    @Test
    void theyAreAllThatIsNeeded() {
        List<HelloRequest> billed = new CopyOnWriteArrayList<>();
        List<HelloRequest> annsOwn = new CopyOnWriteArrayList<>();
        try (GuideServer server = GuideServer.start("event-permissions.conf");
                ServiceHost billing = listen(server, "billing", BILLING, billed);
                ServiceHost ann = listen(server, "ann", SubscribeOptions.DEFAULT.withParameter(NAME, "ann"), annsOwn)) {
            publish(server, "bob");
            publish(server, "ann");

            await().until(() -> billed.size() == 2 && annsOwn.size() == 1);
            assertThat(annsOwn).containsExactly(of("ann"));
            assertThat(server.errors()).isEmpty();
            assertThat(billing.subscriptions()).hasSize(1);
            assertThat(ann.subscriptions()).hasSize(1);
        }
    }

    @Test
    void withoutInboxAndDiscoveryTheServerComplainsAndEventsComeAllTheSame() {
        List<HelloRequest> billed = new CopyOnWriteArrayList<>();
        try (GuideServer server = GuideServer.start(
                        "event-permissions.conf",
                        text -> text.replace("\"_INBOX.>\"", "\"no\"").replace("\"$SRV.>\"", "\"no\""));
                ServiceHost billing = listen(server, "billing", BILLING, billed)) {
            publish(server, "ann");

            await().until(() -> billed.size() == 1 && server.errors().size() >= 2);
            assertThat(server.errors()).allMatch(error -> error.contains("_INBOX.") || error.contains("$SRV."));
            assertThat(billing.subscriptions().get(0).received()).isEqualTo(1);
        }
    }

    @Test
    void aPublisherWithoutPermissionIsToldByItsConnectionAlone() {
        List<HelloRequest> billed = new CopyOnWriteArrayList<>();
        try (GuideServer server = GuideServer.start(
                        "event-permissions.conf",
                        text -> text.replace("publish: \"shop.*.placed\"", "publish: \"no\""));
                ServiceHost billing = listen(server, "billing", BILLING, billed)) {
            publish(server, "ann");

            await().until(() -> server.errors().stream()
                    .anyMatch(error -> error.contains("Permissions Violation for Publish to \"shop.ann.placed\"")));
            assertThat(billing.subscriptions().get(0).received()).isZero();
        }
    }

    @Test
    void aListenerThatAsksForMoreThanItMayHaveDoesNotStart() {
        try (GuideServer server = GuideServer.start("event-permissions.conf")) {
            assertThatThrownBy(() -> listen(server, "billing", SubscribeOptions.DEFAULT, List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Permissions Violation for Subscription to \"shop.*.placed\"");
            assertThatThrownBy(() -> listen(server, "ann", BILLING, List.of()))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(
                            () -> listen(server, "ann", SubscribeOptions.DEFAULT.withParameter(NAME, "bob"), List.of()))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
