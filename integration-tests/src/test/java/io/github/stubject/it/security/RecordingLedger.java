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

/** Remembers for whom it acted. */
final class RecordingLedger implements Ledger {
    final Queue<String> customers = new ConcurrentLinkedQueue<>();

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
}
