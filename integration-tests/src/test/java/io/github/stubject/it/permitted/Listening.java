package io.github.stubject.it.permitted;

import static io.github.stubject.it.permitted.Implementations.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.DurableEvent;
import io.github.stubject.runtime.DurableOptions;
import io.github.stubject.runtime.EventMethod;
import io.github.stubject.runtime.EventStream;
import io.github.stubject.runtime.PublishOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.Setup;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener to events and their publisher, each a user with printed permissions. */
final class Listening implements AutoCloseable {
    private static final String BAD = "bad";

    private final Wishes wishes;
    private final RpcClient publisher;
    private final Connection subscriber;
    private final List<Note> handled = new CopyOnWriteArrayList<>();
    private ServiceHost host;

    private final NewsListener listener = new NewsListener() {
        @Override
        public void viewed(Note event) {
            handled.add(event);
        }

        @Override
        public void created(Note event) {
            if (event.getText().equals(BAD)) {
                throw new IllegalStateException(BAD);
            }
            handled.add(event);
        }

        @Override
        public void changed(Note event) {
            handled.add(event);
        }
    };

    Listening(Wishes wishes, Connection publisher, Connection subscriber) {
        this.wishes = wishes;
        RpcClient.Builder builder = RpcClient.builder(publisher);
        if (wishes.prefix != null) {
            builder.prefix(wishes.prefix);
        }
        this.publisher = builder.build();
        this.subscriber = subscriber;
    }

    /** The streams that somebody with all rights prepares. */
    static void prepareStreams(Wishes wishes, Connection admin) {
        for (EventStream stream : List.of(
                stream(NewsBinding.CREATED, wishes),
                stream(NewsBinding.CHANGED, wishes),
                behind(wishes, EventStream.ofDeadLetters("DEAD", "dead")))) {
            stream.prepare(admin, Setup.CREATE);
        }
    }

    static EventStream stream(DurableEvent<?> event, Wishes wishes) {
        return behind(wishes, EventStream.of(event));
    }

    private static EventStream behind(Wishes wishes, EventStream stream) {
        return wishes.prefix == null ? stream : stream.prefix(wishes.prefix);
    }

    Note of(String text) {
        return note(text).toBuilder().setCustomer(wishes.somebody()).build();
    }

    void coreEvents() {
        SubscribeOptions options = inGroup(SubscribeOptions.DEFAULT);
        listen(
                wishes.customer == null ? options : options.withParameter(NewsBinding.VIEWED_CUSTOMER, wishes.customer),
                NewsBinding.VIEWED);

        publisher.publish(NewsBinding.VIEWED, of("a look"), PublishOptions.DEFAULT);

        awaitHandled(of("a look"));
    }

    void durableEvents() {
        listen(durable(consumer()), NewsBinding.CREATED);

        assertThat(publisher.publish(NewsBinding.CREATED, of("an order"), PublishOptions.DEFAULT).stream())
                .isEqualTo(wishes.stream("NEWS"));

        awaitHandled(of("an order"));
    }

    /** One that fails comes again, is put aside where the wishes say so, and holds nothing up. */
    void eventsThatFail() {
        DurableOptions consumer = consumer().backoff(Duration.ofMillis(100));
        listen(durable(wishes.deadLetters == null ? consumer : consumer.deadLetters("dead", 2)), NewsBinding.CREATED);

        publisher.publish(NewsBinding.CREATED, of(BAD), PublishOptions.DEFAULT);
        publisher.publish(NewsBinding.CREATED, of("good"), PublishOptions.DEFAULT);

        awaitHandled(of("good"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> host.subscriptions().get(0).redelivered() > 0);
        if (wishes.deadLetters != null) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> host.subscriptions().get(0).deadLetters() == 1);
        }
    }

    void durableEventsInOrder() {
        changes(SubscribeOptions.durable(consumer().inOrder()));
    }

    void durableEventsWithAKeyAndNoOrder() {
        changes(SubscribeOptions.durable(consumer()));
    }

    /** Eight customers are in both partitions. */
    private void changes(SubscribeOptions options) {
        listen(options, NewsBinding.CHANGED);
        Note[] changes = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> note("change").toBuilder().setCustomer("c" + i).build())
                .toArray(Note[]::new);

        for (Note change : changes) {
            publisher.publish(NewsBinding.CHANGED, change, PublishOptions.DEFAULT);
        }

        awaitHandled(changes);
    }

    void durableEventsAsCoreEvents() {
        SubscribeOptions options = inGroup(SubscribeOptions.DEFAULT).withoutStored();
        listen(
                wishes.customer == null
                        ? options
                        : options.withParameter(NewsBinding.CREATED_CUSTOMER, wishes.customer),
                NewsBinding.CREATED);

        publisher.publish(NewsBinding.CREATED, of("an order"), PublishOptions.DEFAULT);

        awaitHandled(of("an order"));
    }

    private DurableOptions consumer() {
        return DurableOptions.named("billing");
    }

    private SubscribeOptions durable(DurableOptions consumer) {
        SubscribeOptions options = SubscribeOptions.durable(consumer);
        return wishes.customer == null ? options : options.withParameter(NewsBinding.CREATED_CUSTOMER, wishes.customer);
    }

    private SubscribeOptions inGroup(SubscribeOptions options) {
        return wishes.queueGroup == null ? options : options.withQueueGroup(wishes.queueGroup);
    }

    private void listen(SubscribeOptions options, EventMethod<?> event) {
        ServiceHost.Builder builder = ServiceHost.builder(subscriber);
        if (wishes.prefix != null) {
            builder.prefix(wishes.prefix);
        }
        host = builder.add(NewsBinding.listener(listener, options, event)).start();
    }

    private void awaitHandled(Note... events) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder(events));
    }

    /** What a publisher is told once its stream is gone, which it asks about. */
    String publishingWithoutAStream() {
        return org.assertj.core.api.Assertions.catchThrowable(
                        () -> publisher.publish(NewsBinding.CREATED, of("an order"), PublishOptions.DEFAULT))
                .getMessage();
    }

    @Override
    public void close() {
        if (host != null) {
            host.close();
        }
        publisher.close();
    }
}
