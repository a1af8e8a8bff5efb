package io.github.stubject.benchmarks.micro;

import io.github.stubject.benchmarks.micro.proto.Address;
import io.github.stubject.benchmarks.micro.proto.Item;
import io.github.stubject.benchmarks.micro.proto.Parcel;

/** What is encoded and decoded. */
public final class Examples {
    private Examples() {}

    /** One of about a hundred bytes in protobuf. */
    public static Parcel parcel() {
        return Parcel.newBuilder()
                .setCustomer(4711)
                .setTo(Address.newBuilder().setCountry("nz").setCity("Wellington"))
                .setNote("leave it with the neighbours")
                .addItems(item(1))
                .addItems(item(2))
                .build();
    }

    static Item item(int number) {
        return Item.newBuilder()
                .setName("item " + number)
                .setCount(number)
                .setWeight(number / 8.0)
                .build();
    }
}
