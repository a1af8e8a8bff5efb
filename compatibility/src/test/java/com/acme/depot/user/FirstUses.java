package com.acme.depot.user;

import com.acme.depot.Parcel;
import com.acme.depot.ParcelId;
import com.acme.depot.TrafficBinding;
import com.acme.depot.TrafficListener;
import com.acme.depot.TrafficPublisher;
import com.acme.depot.nats.DepotBinding;
import com.acme.depot.nats.DepotClient;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.SubscribeOptions;

/** The ways in which a program can come to its generated code. */
public final class FirstUses {
    private FirstUses() {}

    public static void serve(RpcClient unused) {
        DepotBinding.of(new BlockingDepot());
    }

    public static void serveAsync(RpcClient unused) {
        DepotBinding.ofAsync(new AsyncDepot());
    }

    public static void call(RpcClient rpc) {
        DepotClient.create(rpc).find(ParcelId.getDefaultInstance());
    }

    public static void callAsync(RpcClient rpc) {
        DepotClient.create(rpc).async().find(ParcelId.getDefaultInstance()).cancel(false);
    }

    public static void stream(RpcClient rpc) {
        DepotClient.create(rpc).list(ParcelId.getDefaultInstance()).close();
    }

    public static void listen(RpcClient unused) {
        TrafficListener listener = new TrafficListener() {
            @Override
            public void seen(Parcel event) {}
        };
        TrafficBinding.listener(listener, SubscribeOptions.DEFAULT);
    }

    public static void publish(RpcClient rpc) {
        TrafficPublisher.create(rpc).seen(Parcels.parcel("a"));
    }
}
