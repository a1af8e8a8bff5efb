package io.github.stubject.it.permitted;

import io.github.stubject.runtime.CallContext;
import io.github.stubject.runtime.ServiceHost;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The services of {@code permitted.proto}: each answers with what it was asked. */
final class Implementations {
    static final String SLOW = "slow";
    static final int MANY = 2_000;

    /** Is down when a slow call runs, and when it was told of its cancel. */
    final CountDownLatch running = new CountDownLatch(1);

    final CountDownLatch cancelled = new CountDownLatch(1);

    final CountDownLatch closed = new CountDownLatch(1);

    final Desk desk = new Desk() {
        @Override
        public Note place(Note note) {
            if (note.getText().equals(SLOW)) {
                running.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    if (CallContext.current().isCancelled()) {
                        cancelled.countDown();
                    }
                    Thread.currentThread().interrupt();
                }
            }
            return note;
        }

        @Override
        public Note sort(Note note) {
            return note;
        }

        @Override
        public Note count(Note note) {
            return note;
        }
    };

    final Feeds feeds = new Feeds() {
        @Override
        public Stream<Note> watch(Note note) {
            return IntStream.range(0, note.getText().equals(SLOW) ? Integer.MAX_VALUE : MANY)
                    .mapToObj(i -> note)
                    .onClose(closed::countDown);
        }

        @Override
        public Note record(Stream<Note> notes) {
            return note("" + notes.count());
        }

        @Override
        public Stream<Note> chat(Stream<Note> notes) {
            return notes;
        }

        @Override
        public Note get(Note note) {
            return note;
        }
    };

    /** Adds all that it serves, for one customer where the wishes name one. */
    ServiceHost.Builder desk(ServiceHost.Builder host, Wishes wishes) {
        if (wishes.customer == null) {
            return host.add(DeskBinding.of(desk));
        }
        return host.add(DeskBinding.of(desk, DeskBinding.PLACE).withParameter("customer", wishes.customer))
                .add(DeskBinding.of(desk, DeskBinding.SORT, DeskBinding.COUNT));
    }

    ServiceHost.Builder feeds(ServiceHost.Builder host, Wishes wishes) {
        if (wishes.customer == null) {
            return host.add(FeedsBinding.of(feeds));
        }
        return host.add(FeedsBinding.of(feeds, FeedsBinding.WATCH).withParameter("customer", wishes.customer))
                .add(FeedsBinding.of(feeds, FeedsBinding.RECORD, FeedsBinding.CHAT, FeedsBinding.GET));
    }

    static Note note(String text) {
        return Note.newBuilder().setText(text).build();
    }
}
