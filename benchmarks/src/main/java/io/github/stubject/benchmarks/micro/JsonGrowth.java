package io.github.stubject.benchmarks.micro;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.benchmarks.micro.proto.Parcel;
import io.github.stubject.runtime.JsonCodec;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** JSON of messages that grow. */
@State(Scope.Thread)
public class JsonGrowth {
    private final JsonCodec codec = Objects.requireNonNull(JsonCodec.installed());

    /** What grows. */
    public enum Shape {
        ITEMS {
            @Override
            Parcel of(int elements) {
                Parcel.Builder parcel = Parcel.newBuilder();
                for (int i = 0; i < elements; i++) {
                    parcel.addItems(Examples.item(i));
                }
                return parcel.build();
            }
        },
        KEYS {
            @Override
            Parcel of(int elements) {
                Parcel.Builder parcel = Parcel.newBuilder();
                for (int i = 0; i < elements; i++) {
                    parcel.putTags("tag " + i, i);
                }
                return parcel.build();
            }
        },
        LEVELS {
            @Override
            Parcel of(int elements) {
                Parcel parcel = Parcel.getDefaultInstance();
                for (int i = 0; i < elements; i++) {
                    parcel = Parcel.newBuilder()
                            .setNote("level " + i)
                            .setInner(parcel)
                            .build();
                }
                return parcel;
            }
        };

        abstract Parcel of(int elements);
    }

    @Param
    public Shape shape = Shape.ITEMS;

    @Param("100")
    public int elements;

    private Parcel parcel = Parcel.getDefaultInstance();
    private byte[] json = new byte[0];

    @Setup
    public void prepare() {
        parcel = shape.of(elements);
        json = codec.print(parcel);
    }

    @Benchmark
    public byte[] print() {
        return codec.print(parcel);
    }

    @Benchmark
    public Parcel merge() throws InvalidProtocolBufferException {
        Parcel.Builder builder = Parcel.newBuilder();
        codec.merge(json, builder);
        return builder.build();
    }
}
