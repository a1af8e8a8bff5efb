package io.github.stubject.it.security;

import io.github.stubject.it.shop.Choice;
import io.github.stubject.it.shop.Done;
import io.github.stubject.it.shop.Ledger;
import io.github.stubject.it.shop.Legacy;
import io.github.stubject.it.shop.Nested;
import io.github.stubject.it.shop.Plain;
import io.github.stubject.it.shop.Present;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Remembers for whom it acted. */
final class RecordingLedger implements Ledger {
    final Queue<String> customers = new ConcurrentLinkedQueue<>();

    /** Whose following has ended. */
    final Queue<String> unfollowed = new ConcurrentLinkedQueue<>();

    private Done done(String customer) {
        customers.add(customer);
        return Done.newBuilder().setForCustomer(customer).build();
    }

    @Override
    public Done place(Plain request) {
        return done(request.getCustomer());
    }

    @Override
    public Done change(Present request) {
        return done(request.getCustomer());
    }

    @Override
    public Done pay(Nested request) {
        return done(request.getPayer().getId());
    }

    @Override
    public Done rate(Choice request) {
        return done(request.getCustomer());
    }

    @Override
    public Done import_(Legacy request) {
        return done(request.getCustomer());
    }

    /** Goes on for ever, now and then. */
    @Override
    public Stream<Done> follow(Plain request) {
        String customer = request.getCustomer();
        return Stream.generate(() -> next(customer)).onClose(() -> unfollowed.add(customer));
    }

    private Done next(String customer) {
        try {
            TimeUnit.MILLISECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return done(customer);
    }
}
