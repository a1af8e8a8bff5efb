package io.github.stubject.it.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stubject.it.parcels.AlarmsBinding;
import io.github.stubject.it.parcels.ParcelAccepted;
import io.github.stubject.it.parcels.ParcelMoved;
import io.github.stubject.it.parcels.ParcelScanned;
import io.github.stubject.it.parcels.ParcelsBinding;
import io.github.stubject.it.parcels.ParcelsListener;
import io.github.stubject.it.parcels.ParcelsListenerAsync;
import io.github.stubject.it.parcels.ParcelsPublisher;
import io.github.stubject.it.parcels.Size;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.CoreEvent;
import io.github.stubject.runtime.DurableEvent;
import io.github.stubject.runtime.EventBinding;
import io.github.stubject.runtime.PublishAck;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.SubjectParameter;
import io.github.stubject.runtime.SubscribeOptions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What is generated of a service with events, as the schema says it. */
class GeneratedEventsTest {
    private static final SubscribeOptions OPTIONS = SubscribeOptions.DEFAULT.withoutStored();

    @Test
    void aCoreEventHasItsSubjectAndNothingElse() {
        CoreEvent<ParcelScanned> scanned = ParcelsBinding.SCANNED;

        assertThat(scanned.fullName()).isEqualTo("parcels.Parcels/Scanned");
        assertThat(scanned.subject()).isEqualTo("parcels.parcels.scanned.{depot}.{size}");
        assertThat(scanned.method().kind()).isEqualTo(RpcMethod.Kind.EVENT);
        assertThat(AlarmsBinding.RAISED.subject()).isEqualTo("parcels.alarms.raised");
    }

    @Test
    void aDurableEventHasItsStreamAndItsPartitions() {
        DurableEvent<ParcelAccepted> accepted = ParcelsBinding.ACCEPTED;
        DurableEvent<ParcelMoved> moved = ParcelsBinding.MOVED;

        assertThat(accepted.stream()).isEqualTo("PARCELS");
        assertThat(accepted.partitions()).isZero();
        assertThat(moved.subject()).isEqualTo("parcels.parcels.moved.*");
        assertThat(moved.partitions()).isEqualTo(4);
    }

    @Test
    void parametersHaveTheTypesOfTheirFields() {
        SubjectParameter<Integer> depot = ParcelsBinding.SCANNED_DEPOT;
        SubjectParameter<Size> size = ParcelsBinding.SCANNED_SIZE;
        SubjectParameter<String> customer = ParcelsBinding.ACCEPTED_CUSTOMER_ID;

        assertThat(SubscribeOptions.DEFAULT
                        .withParameter(depot, 7)
                        .withParameter(size, Size.LARGE)
                        .withParameter(customer, "alice"))
                .isNotNull();
        assertThatThrownBy(() -> SubscribeOptions.DEFAULT.withParameter(customer, "a.b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{customer_id}");
    }

    @Test
    void aListenerListensToTheEventsThatItOverrides() {
        ParcelsListener listener = new ParcelsListener() {
            @Override
            public void moved(ParcelMoved event) {}
        };

        EventBinding binding = ParcelsBinding.listener(listener, OPTIONS);

        assertThat(binding.events()).isEqualTo(List.of(ParcelsBinding.MOVED));
    }

    @Test
    void aListenerThatDoesNotBlockListensToTheEventsThatItOverrides() {
        ParcelsListenerAsync listener = new ParcelsListenerAsync() {
            @Override
            public CompletableFuture<Void> scanned(ParcelScanned event) {
                return CompletableFuture.completedFuture(null);
            }
        };

        EventBinding binding = ParcelsBinding.listenerAsync(listener, OPTIONS);

        assertThat(binding.events()).isEqualTo(List.of(ParcelsBinding.SCANNED));
    }

    @Test
    void aProxyListensToTheEventsThatAreNamed() {
        ParcelsListener proxy = (ParcelsListener) Proxy.newProxyInstance(
                ParcelsListener.class.getClassLoader(),
                new Class<?>[] {ParcelsListener.class},
                InvocationHandler::invokeDefault);

        EventBinding binding = ParcelsBinding.listener(proxy, OPTIONS, ParcelsBinding.ACCEPTED);

        assertThat(binding.events()).isEqualTo(List.of(ParcelsBinding.ACCEPTED));
        assertThatThrownBy(() -> ParcelsBinding.listener(proxy, OPTIONS, AlarmsBinding.RAISED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parcels.Alarms/Raised");
    }

    @Test
    void aMethodThatIsNotOverriddenIsUnimplemented() {
        ParcelScanned event = ParcelScanned.getDefaultInstance();

        RpcException thrown = catchThrowableOfType(RpcException.class, () -> new ParcelsListener() {}.scanned(event));
        CompletableFuture<Void> future = new ParcelsListenerAsync() {}.scanned(event);

        assertThat(thrown.code()).isEqualTo(Code.UNIMPLEMENTED);
        assertThat(thrown).hasMessageContaining("parcels.Parcels/Scanned");
        assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(RpcException.class);
    }

    @Test
    void aPublisherReturnsTheAckOfWhatIsKeptAndNothingElse() throws Exception {
        assertThat(publish(ParcelsPublisher.class, "scanned", ParcelScanned.class))
                .isEqualTo(void.class);
        assertThat(publish(ParcelsPublisher.class, "accepted", ParcelAccepted.class))
                .isEqualTo(PublishAck.class);
        assertThat(publish(ParcelsPublisher.Async.class, "accepted", ParcelAccepted.class))
                .isEqualTo(CompletableFuture.class);
        assertThat(ParcelsPublisher.Async.class.getDeclaredMethods())
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("accepted", "moved");
    }

    private static Class<?> publish(Class<?> publisher, String method, Class<?> message) throws NoSuchMethodException {
        return publisher.getMethod(method, message).getReturnType();
    }
}
