package com.acme.depot.user;

import com.acme.depot.Parcel;
import com.acme.depot.ParcelId;
import com.acme.depot.Receipt;
import com.acme.depot.Summary;
import com.acme.depot.nats.Depot;
import com.acme.depot.nats.DepotAsync;
import com.acme.depot.old.OldProtos.Note;
import com.google.protobuf.Empty;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The service, on threads that may not wait. */
final class AsyncDepot implements DepotAsync {
    private final Depot depot = new BlockingDepot();

    @Override
    public CompletableFuture<Receipt> store(Parcel request) {
        return CompletableFuture.completedFuture(depot.store(request));
    }

    @Override
    public CompletableFuture<Parcel> find(ParcelId request) {
        return CompletableFuture.supplyAsync(() -> depot.find(request));
    }

    @Override
    public CompletableFuture<Note.Stamp> import_(Note request) {
        return CompletableFuture.supplyAsync(() -> depot.import_(request));
    }

    @Override
    public CompletableFuture<Empty> ping(Empty request) {
        return CompletableFuture.completedFuture(request);
    }

    @Override
    public CompletableFuture<Summary> count(Empty request) {
        return CompletableFuture.completedFuture(depot.count(request));
    }

    @Override
    public Flow.Publisher<Parcel> list(ParcelId request) {
        return Flows.publisher(
                CompletableFuture.supplyAsync(() -> Parcels.parcels(Integer.parseInt(request.getParcelId()))));
    }

    @Override
    public CompletableFuture<Summary> load(Flow.Publisher<Parcel> requests) {
        return Flows.collect(requests)
                .thenApply(parcels ->
                        Summary.newBuilder().setParcels(parcels.size()).build());
    }

    @Override
    public Flow.Publisher<Receipt> sort(Flow.Publisher<Parcel> requests) {
        return Flows.publisher(Flows.collect(requests)
                .thenApply(parcels -> parcels.stream().map(Parcels::receipt).toList()));
    }
}
