package io.github.stubject.runtime;

import io.github.stubject.benchmarks.micro.Examples;
import io.github.stubject.benchmarks.micro.proto.Parcel;
import io.github.stubject.benchmarks.micro.proto.ParcelsBinding;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A subject with the values of a request, which are checked; by hand nobody checks. */
@State(Scope.Thread)
public class SubjectFilling {
    private final SubjectParameters parameters = ParcelsBinding.SEND.parameters();
    private final Parcel parcel = Examples.parcel();

    @Benchmark
    public String ours() {
        return parameters.subjectFor(parcel);
    }

    @Benchmark
    public String byHand() {
        return "parcels." + parcel.getTo().getCountry() + "." + parcel.getCustomer() + ".send";
    }
}
