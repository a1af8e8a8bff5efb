package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.ORDER;
import static io.github.stubject.runtime.TestService.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.TestService.Greeter;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.Transport;
import io.github.stubject.runtime.test.Customer;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.OrderRequest;
import io.github.stubject.runtime.test.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published behind {@code greeter.alice.EU.order} is about Alice, whatever follows. */
class ReservedTailTest extends CallHarness {
    private static final String ALICE = "greeter.alice.EU.order";
    private static final byte[] NOTHING = new byte[0];

    private final BlockingQueue<String> served = new ArrayBlockingQueue<>(10);
    private final CountDownLatch release = new CountDownLatch(1);

    private final Greeter recording = new Greeter() {
        @Override
        public HelloReply order(OrderRequest request) {
            String customer = request.getCustomer().getId();
            served.add(customer);
            if (request.getId().equals("slow")) {
                waitFor(release);
            }
            return reply(customer);
        }
    };

    private static byte[] bobs(String id) {
        return OrderRequest.newBuilder()
                .setCustomer(Customer.newBuilder().setId("bob"))
                .setRegion(Region.EU)
                .setId(id)
                .build()
                .toByteArray();
    }

    /** Returns when the host has read what was published before. */
    private void askChosen(Transport transport, String instance) throws Exception {
        String inbox = transport.newInbox();
        BlockingQueue<InboundMessage> replies = listen(inbox);
        transport.publish(ReservedTail.call(ALICE, instance), inbox, null, NOTHING);
        assertThat(HelloReply.parseFrom(next(replies).data()).getText()).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "._s.INSTANCE.greeter.bob.EU.order._s.INSTANCE.call",
                "._s.INSTANCE.greeter.bob.EU.order._s.x.call",
                "._s.INSTANCE.bob.EU.order._s.INSTANCE.call",
                "._s.INSTANCE._s.INSTANCE.call",
                "._s.INSTANCE.greeter.bob.EU.order.call",
                "._s.INSTANCE.call.call",
                "._s._all.greeter.bob.EU.order._s.INSTANCE.call",
                "._s._all.call",
            })
    void nothingBehindASubjectMakesItACallOfAnother(String tail) throws Exception {
        ServiceHost host = serve(TestService.of(recording));
        Transport transport = connect();

        String subject = ALICE + tail.replace("INSTANCE", host.instance());
        transport.publish(subject, transport.newInbox(), null, bobs("1"));
        transport.publish(subject, transport.newInbox(), null, NOTHING);
        askChosen(transport, host.instance());

        List<String> all = new ArrayList<>();
        served.drainTo(all);
        assertThat(all).containsExactly("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "greeter.alice.EU.order._s._all.cancel",
                "greeter.bob.US.order._s._all.cancel",
                "greeter.alice.EU.order._s._all.greeter.bob.EU.order._s._all.cancel",
                "greeter.bob.EU.order._s._all.x._s._all.cancel",
                "greeter.bob.EU.order._s._all.x.cancel",
            })
    void aCallIsCancelledThroughItsOwnSubjectOnly(String subject) throws Exception {
        ServiceHost host = serve(TestService.of(recording));
        Transport transport = connect();
        String inbox = transport.newInbox();
        BlockingQueue<InboundMessage> replies = listen(inbox);
        transport.publish("greeter.bob.EU.order", inbox, null, bobs("slow"));
        assertThat(next(served)).isEqualTo("bob");

        transport.publish(subject, inbox, null, NOTHING);
        askChosen(transport, host.instance());
        transport.flush(Duration.ofSeconds(5));

        assertThat(Objects.requireNonNull(host.stats().get(ORDER)).cancelled()).isZero();
        release.countDown();
        assertThat(HelloReply.parseFrom(next(replies).data()).getText()).isEqualTo("bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeter.alice.EU.order._s._all.cancel", "greeter.bob.EU.order._s._all.cancel"})
    void aCancelThatComesFirstCountsForItsOwnSubjectOnly(String subject) throws Exception {
        ServiceHost host = serve(TestService.of(recording));
        Transport transport = connect();
        String inbox = transport.newInbox();
        BlockingQueue<InboundMessage> replies = listen(inbox);

        transport.publish(subject, inbox, null, NOTHING);
        askChosen(transport, host.instance());
        transport.publish("greeter.bob.EU.order", inbox, null, bobs("1"));

        assertThat(next(replies).header("Stubject-Code")).isEqualTo(subject.contains("bob") ? "CANCELLED" : null);
    }
}
