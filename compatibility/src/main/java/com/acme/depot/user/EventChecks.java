package com.acme.depot.user;

import static com.acme.depot.user.Parcels.check;
import static com.acme.depot.user.Parcels.equal;
import static com.acme.depot.user.Parcels.parcel;

import com.acme.depot.Parcel;
import com.acme.depot.Size;
import com.acme.depot.TrafficBinding;
import com.acme.depot.TrafficListener;
import com.acme.depot.TrafficListenerAsync;
import com.acme.depot.TrafficPublisher;
import io.github.stubject.runtime.DurableOptions;
import io.github.stubject.runtime.EventStream;
import io.github.stubject.runtime.PublishAck;
import io.github.stubject.runtime.PublishOptions;
import io.github.stubject.runtime.Setup;
import io.github.stubject.runtime.StartFrom;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Events that are told once, and events that are kept. Each public method is a check. */
public final class EventChecks {
    private EventChecks() {}

    public static void coreEventsByParameters(String server) throws Exception {
        Heard heard = new Heard();
        SubscribeOptions options = SubscribeOptions.DEFAULT
                .withQueueGroup("watchers")
                .withParameter(TrafficBinding.SEEN_PLACE_SHELF, 7)
                .withParameter(TrafficBinding.SEEN_SIZE, Size.LARGE);
        try (Scene scene = Scene.listening(server, TrafficBinding.listener(heard, options, TrafficBinding.SEEN))) {
            TrafficPublisher traffic = TrafficPublisher.create(scene.caller);

            traffic.seen(parcel("small").toBuilder().setSize(Size.SMALL).build());
            traffic.with(PublishOptions.DEFAULT.withHeader("tenant", "acme")).seen(parcel("large"));

            equal(List.of("seen large"), heard.next(1));
        }
    }

    public static void durableEventsInOrder(String server) throws Exception {
        Heard heard = new Heard();
        SubscribeOptions options = SubscribeOptions.durable(
                DurableOptions.named("clerk").startFrom(StartFrom.allEvents()).inOrder());
        try (Connection nats = Nats.connect(server)) {
            EventStream.of(TrafficBinding.STORED, TrafficBinding.MOVED).prepare(nats, Setup.CREATE);
            try (Scene scene = Scene.listening(server, TrafficBinding.listenerAsync(heard.async(), options))) {
                TrafficPublisher traffic = TrafficPublisher.create(scene.caller);
                PublishAck first = traffic.stored(parcel("s"));
                PublishAck again = traffic.stored(parcel("s"));
                check(!first.duplicate() && again.duplicate(), "A message id was not looked at: " + again);
                equal("DEPOT", first.stream());
                equal(List.of("stored s"), heard.next(1));

                List<String> moves = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    traffic.async().moved(parcel("m" + i)).get();
                    moves.add("moved m" + i);
                }
                equal(moves, heard.next(5));
            } finally {
                nats.jetStreamManagement().deleteStream("DEPOT");
            }
        }
    }

    /** What was heard, in order. */
    private static final class Heard implements TrafficListener {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void seen(Parcel event) {
            events.add("seen " + event.getParcelId());
        }

        @Override
        public void stored(Parcel event) {
            events.add("stored " + event.getParcelId());
        }

        @Override
        public void moved(Parcel event) {
            events.add("moved " + event.getParcelId());
        }

        TrafficListenerAsync async() {
            TrafficListener heard = this;
            return new TrafficListenerAsync() {
                @Override
                public CompletableFuture<Void> stored(Parcel event) {
                    return CompletableFuture.runAsync(() -> heard.stored(event));
                }

                @Override
                public CompletableFuture<Void> moved(Parcel event) {
                    return CompletableFuture.runAsync(() -> heard.moved(event));
                }
            };
        }

        List<String> next(int count) throws InterruptedException {
            List<String> next = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String event = events.poll(20, TimeUnit.SECONDS);
                check(event != null, "An event did not arrive after " + next);
                next.add("" + event);
            }
            return next;
        }
    }
}
