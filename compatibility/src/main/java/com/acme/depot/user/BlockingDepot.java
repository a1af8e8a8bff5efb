package com.acme.depot.user;

import com.acme.depot.Parcel;
import com.acme.depot.ParcelId;
import com.acme.depot.Receipt;
import com.acme.depot.Summary;
import com.acme.depot.nats.Depot;
import com.acme.depot.old.OldProtos.Note;
import com.google.protobuf.Empty;
import io.github.stubject.runtime.CallContext;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcHeaders;
import java.util.stream.Stream;

/** The service, on threads that may wait. */
final class BlockingDepot implements Depot {
    @Override
    public Receipt store(Parcel request) {
        CallContext call = CallContext.current();
        String tenant = call.headers().get("tenant");
        if (tenant != null) {
            call.send(RpcHeaders.EMPTY.with("tenant", tenant));
        }
        return Parcels.receipt(request);
    }

    @Override
    public Parcel find(ParcelId request) {
        if (request.getParcelId().isEmpty()) {
            throw new RpcException(Code.NOT_FOUND, "There is no such parcel: ☹").withDetail(request);
        }
        return Parcels.parcel(request.getParcelId());
    }

    @Override
    public Note.Stamp import_(Note request) {
        return Note.Stamp.newBuilder()
                .setText(request.getText() + "/" + request.getLineCount())
                .build();
    }

    @Override
    public Empty ping(Empty request) {
        return request;
    }

    @Override
    public Summary count(Empty request) {
        return Summary.newBuilder().setParcels(1).build();
    }

    @Override
    public Stream<Parcel> list(ParcelId request) {
        return Parcels.parcels(Integer.parseInt(request.getParcelId())).stream();
    }

    @Override
    public Summary load(Stream<Parcel> requests) {
        return Summary.newBuilder().setParcels((int) requests.count()).build();
    }

    @Override
    public Stream<Receipt> sort(Stream<Parcel> requests) {
        return requests.map(Parcels::receipt);
    }
}
