package com.acme.depot.user;

import static com.acme.depot.user.Parcels.check;
import static com.acme.depot.user.Parcels.equal;
import static com.acme.depot.user.Parcels.parcel;
import static com.acme.depot.user.Parcels.receipt;

import com.acme.depot.Attic;
import com.acme.depot.AtticBinding;
import com.acme.depot.AtticClient;
import com.acme.depot.Parcel;
import com.acme.depot.ParcelId;
import com.acme.depot.Receipt;
import com.acme.depot.Summary;
import com.acme.depot.nats.DepotAsync;
import com.acme.depot.nats.DepotBinding;
import com.acme.depot.nats.DepotClient;
import com.acme.depot.old.OldProtos.Note;
import com.google.protobuf.Empty;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.Delivery;
import io.github.stubject.runtime.GatherOptions;
import io.github.stubject.runtime.Gathered;
import io.github.stubject.runtime.Response;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.discovery.ServiceInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls with one answer. Each public method is a check, which gets the address of a nats-server. */
public final class CallChecks {
    private CallChecks() {}

    public static void blockingClientAndService(String server) throws Exception {
        try (Scene scene = Scene.serving(server, DepotBinding.of(new BlockingDepot()))) {
            calls(DepotClient.create(scene.caller));
        }
    }

    public static void asynchronousClientAndService(String server) throws Exception {
        try (Scene scene = Scene.serving(server, DepotBinding.ofAsync(new AsyncDepot()))) {
            DepotAsync depot = DepotClient.create(scene.caller).async();

            equal(receipt(parcel("a")), depot.store(parcel("a")).get());
            equal(parcel("a"), depot.find(id("a")).get());
            calls(DepotClient.create(scene.caller));
        }
    }

    @SuppressWarnings("deprecation")
    private static void calls(DepotClient depot) {
        equal(receipt(parcel("a")), depot.store(parcel("a")));
        equal(parcel("b"), depot.find(id("b")));
        Note note =
                Note.newBuilder().addLine(Note.Line.newBuilder().setNumber(3)).build();
        equal("nothing/1", depot.import_(note).getText());
        equal(Empty.getDefaultInstance(), depot.ping(Empty.getDefaultInstance()));
        equal(1, depot.count(Empty.getDefaultInstance()).getParcels());
    }

    public static void errorsWithTextAndDetails(String server) throws Exception {
        try (Scene scene = Scene.serving(server, DepotBinding.of(new BlockingDepot()))) {
            DepotClient depot = DepotClient.create(scene.caller);

            RpcException missing = failure(() -> depot.find(ParcelId.getDefaultInstance()));
            equal(Code.NOT_FOUND, missing.code());
            equal("There is no such parcel: ☹", missing.text());
            equal(Delivery.RAN, missing.delivery());
            check(missing.detail(ParcelId.class).isPresent(), "The detail is missing");

            equal(Code.UNIMPLEMENTED, failure(() -> depot.burn(parcel("a"))).code());
            Parcel elsewhere = parcel("a").toBuilder().setCustomerId("a.b").build();
            equal(Code.INVALID_ARGUMENT, failure(() -> depot.store(elsewhere)).code());
        }
    }

    public static void optionsAndHeaders(String server) throws Exception {
        try (Scene scene = Scene.serving(server, DepotBinding.of(new BlockingDepot()));
                RpcClient rpc = RpcClient.builder(scene.caller)
                        .defaults(CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(10)))
                        .build()) {
            CallOptions options =
                    CallOptions.DEFAULT.withHeader("tenant", "acme").withInstance(scene.host.instance());

            equal(receipt(parcel("a")), DepotClient.create(rpc).with(options).store(parcel("a")));
            Response<Receipt> response = rpc.call(DepotBinding.STORE, parcel("a"), options);
            equal(receipt(parcel("a")), response.message());
            equal("acme", response.headers().get("tenant"));
            equal(scene.host.instance(), response.instance());
        }
    }

    public static void answersOfAllInstances(String server) throws Exception {
        try (Scene scene = Scene.serving(server, DepotBinding.of(new BlockingDepot()));
                Scene other = Scene.serving(server, DepotBinding.ofAsync(new AsyncDepot()))) {
            Gathered<Summary> all = RpcClient.shared(other.caller)
                    .gather(
                            DepotBinding.COUNT,
                            Empty.getDefaultInstance(),
                            CallOptions.DEFAULT,
                            GatherOptions.DEFAULT.withCount(2));

            equal(2, all.answers().size());
            check(!scene.host.instance().equals(other.host.instance()), "Two hosts are one instance");
        }
    }

    public static void discoveryShowsTheSchemasOptions(String server) throws Exception {
        try (Scene scene = Scene.serving(server, DepotBinding.of(new BlockingDepot()))) {
            List<ServiceInfo> found = RpcClient.shared(scene.caller).discovery().info("acme-depot");

            equal(1, found.size());
            ServiceInfo depot = found.get(0);
            equal("Takes parcels in.", depot.description());
            equal("1.4.0", depot.instance().version());
            equal("freight", depot.instance().metadata().get("team"));
            ServiceInfo.Endpoint store = depot.endpoints().stream()
                    .filter(endpoint -> "acme.depot.store.*.*.*".equals(endpoint.subject()))
                    .findFirst()
                    .orElseThrow();
            equal("strong-clerks", store.queueGroup());
            Map<String, String> metadata = store.metadata();
            equal("yes", metadata.get("audited"));
            equal("depot.Parcel", metadata.get(ServiceInfo.Endpoint.REQUEST_TYPE));
            check(scene.host.stats().containsKey(DepotBinding.STORE), "No statistics of a method");
        }
    }

    @SuppressWarnings("deprecation")
    public static void aDeprecatedService(String server) throws Exception {
        Attic attic = new Attic() {
            @Override
            public Parcel look(ParcelId request) {
                return parcel(request.getParcelId());
            }
        };
        try (Scene scene = Scene.serving(server, AtticBinding.of(attic))) {
            equal(parcel("a"), AtticClient.create(scene.caller).look(id("a")));
        }
    }

    private static ParcelId id(String id) {
        return ParcelId.newBuilder().setParcelId(id).build();
    }

    private static RpcException failure(Runnable call) {
        try {
            call.run();
        } catch (RpcException e) {
            return e;
        }
        throw new AssertionError("The call did not fail");
    }
}
