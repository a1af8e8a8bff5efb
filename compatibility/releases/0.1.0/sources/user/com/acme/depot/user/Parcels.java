package com.acme.depot.user;

import com.acme.depot.Parcel;
import com.acme.depot.Place;
import com.acme.depot.Receipt;
import com.acme.depot.Size;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Parcels to store, and what is expected of what comes back. */
final class Parcels {
    private Parcels() {}

    static Parcel parcel(String id) {
        return Parcel.newBuilder()
                .setParcelId(id)
                .setCustomerId("ann")
                .setSize(Size.LARGE)
                .setPlace(Place.newBuilder().setShelf(7))
                .setLabel(ByteString.copyFromUtf8("#" + id))
                .putNotes("care", "fragile")
                .build();
    }

    static List<Parcel> parcels(int count) {
        return IntStream.range(0, count).mapToObj(i -> parcel("p" + i)).toList();
    }

    static Receipt receipt(Parcel parcel) {
        return Receipt.newBuilder()
                .setText(parcel.getParcelId() + " of " + parcel.getCustomerId())
                .build();
    }

    static void equal(Object expected, @Nullable Object actual) {
        check(Objects.equals(expected, actual), "Expected " + expected + " and got " + actual);
    }

    static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
