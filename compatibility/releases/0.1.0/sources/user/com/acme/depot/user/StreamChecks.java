package com.acme.depot.user;

import static com.acme.depot.user.Parcels.equal;
import static com.acme.depot.user.Parcels.parcel;
import static com.acme.depot.user.Parcels.parcels;
import static com.acme.depot.user.Parcels.receipt;

import com.acme.depot.Parcel;
import com.acme.depot.ParcelId;
import com.acme.depot.Receipt;
import com.acme.depot.nats.DepotAsync;
import com.acme.depot.nats.DepotBinding;
import com.acme.depot.nats.DepotClient;
import io.github.stubject.runtime.Pipe;
import io.github.stubject.runtime.RpcStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The three kinds of streams, both sides in both styles. Each public method is a check. */
public final class StreamChecks {
    private static final int MANY = 50;

    private StreamChecks() {}

    public static void blockingClientAndService(String server) throws Exception {
        try (Scene scene = Scene.serving(server, DepotBinding.of(new BlockingDepot()))) {
            blocking(DepotClient.create(scene.caller));
        }
    }

    public static void asynchronousClientAndService(String server) throws Exception {
        try (Scene scene = Scene.serving(server, DepotBinding.ofAsync(new AsyncDepot()))) {
            asynchronous(DepotClient.create(scene.caller).async());
        }
    }

    public static void asynchronousClientOfABlockingService(String server) throws Exception {
        try (Scene scene = Scene.serving(server, DepotBinding.of(new BlockingDepot()))) {
            asynchronous(DepotClient.create(scene.caller).async());
        }
    }

    public static void oneForOneThroughAPipe(String server) throws Exception {
        try (Scene scene = Scene.serving(server, DepotBinding.of(new BlockingDepot()));
                Pipe<Parcel> out = Pipe.create(4);
                RpcStream<Receipt> in = DepotClient.create(scene.caller).sort(out.stream())) {
            Iterator<Receipt> receipts = in.iterator();
            for (Parcel parcel : parcels(5)) {
                out.send(parcel);
                equal(receipt(parcel), receipts.next());
            }
            out.close();
            equal(false, receipts.hasNext());
        }
    }

    private static void blocking(DepotClient depot) {
        try (RpcStream<Parcel> listed = depot.list(count())) {
            equal(parcels(MANY), listed.toList());
        }
        equal(MANY, depot.load(parcels(MANY).stream()).getParcels());
        try (Stream<Receipt> sorted = depot.sort(Stream.of(parcel("a"), parcel("b")))) {
            equal(List.of(receipt(parcel("a")), receipt(parcel("b"))), sorted.toList());
        }
    }

    private static void asynchronous(DepotAsync depot) throws Exception {
        equal(parcels(MANY), Flows.collect(depot.list(count())).get());
        equal(
                MANY,
                depot.load(Flows.publisher(CompletableFuture.completedFuture(parcels(MANY))))
                        .get()
                        .getParcels());
        equal(
                parcels(MANY).stream().map(Parcels::receipt).toList(),
                Flows.collect(depot.sort(Flows.publisher(CompletableFuture.completedFuture(parcels(MANY)))))
                        .get());
    }

    private static ParcelId count() {
        return ParcelId.newBuilder().setParcelId("" + MANY).build();
    }
}
