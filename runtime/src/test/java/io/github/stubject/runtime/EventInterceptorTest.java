package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestEvents.SHIPPED;
import static io.github.stubject.runtime.TestEvents.number;
import static io.github.stubject.runtime.TestEvents.onShipped;
import static io.github.stubject.runtime.TestEvents.publish;
import static io.github.stubject.runtime.TestEvents.stats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.github.stubject.runtime.test.Shipped;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What interceptors see of events, on both sides. */
class EventInterceptorTest extends CallHarness {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Shipped> heard = new LinkedBlockingQueue<>();

    /** Notes all that it sees; refuses where it is told to. */
    private Interceptor noting(String name, String refused) {
        return call -> {
            note(name + " start " + call.side() + " " + call.method().kind() + " " + call.subject(), refused);
            return new CallListener() {
                @Override
                public void request(Message message) {
                    note(name + " request " + ((Shipped) message).getNumber(), refused);
                }

                @Override
                public void response(Message message) {
                    note(name + " response", refused);
                }

                @Override
                public void end(Outcome outcome) {
                    RpcException error = outcome.error();
                    seen.add(name + " end " + (error == null ? "OK" : error.code()));
                }

                @Override
                public Scope scope() {
                    seen.add(name + " open");
                    return () -> seen.add(name + " close");
                }
            };
        };
    }

    private void note(String what, String refused) {
        seen.add(what);
        if (what.equals(refused)) {
            throw new RpcException(Code.PERMISSION_DENIED, "not now");
        }
    }

    private ServiceHost serve(String refused) {
        return serve(host().intercept(noting("outer", ""))
                .intercept(noting("inner", refused))
                .add(onShipped(SubscribeOptions.DEFAULT, event -> {
                    seen.add("listener");
                    if (event.getNumber() == 13) {
                        throw new IllegalStateException("broken on purpose");
                    }
                    heard.add(event);
                })));
    }

    @Test
    void aHostsInterceptorsSeeAnEventBeginAndEndAroundItsListener() {
        ServiceHost host = serve("");

        publish(client(), 5);

        await().until(() -> seen.contains("outer end OK"));
        assertThat(seen)
                .containsExactly(
                        "outer start HOST EVENT shop.shipped",
                        "inner start HOST EVENT shop.shipped",
                        "outer request 5",
                        "inner request 5",
                        "outer open",
                        "inner open",
                        "listener",
                        "inner close",
                        "outer close",
                        "inner end OK",
                        "outer end OK");
        assertThat(stats(host).handled()).isEqualTo(1);
    }

    @Test
    void theySeeAFailureAndAMessageThatCannotBeReadEndOnce() {
        ServiceHost host = serve("");
        RpcClient client = client();

        publish(client, 13);
        connect().publish("shop.shipped", null, null, new byte[] {8});

        await().until(() -> seen.contains("outer end INVALID_ARGUMENT") && seen.contains("outer end INTERNAL"));
        assertThat(seen).filteredOn(what -> what.contains(" end ")).hasSize(4);
        assertThat(stats(host).failed()).isEqualTo(2);
    }

    @Test
    void aHostsInterceptorMayRefuseAnEvent() {
        ServiceHost host = serve("inner request 5");
        RpcClient client = client();

        publish(client, 5);
        publish(client, 6);

        await().until(() -> stats(host).failed() == 1 && stats(host).handled() == 1);
        assertThat(heard).containsExactly(number(6));
        assertThat(seen).contains("inner end PERMISSION_DENIED", "outer end PERMISSION_DENIED");
    }

    @Test
    void aClientsInterceptorsSeeAnEventAndAddHeaders() throws Exception {
        BlockingQueue<String> traces = new LinkedBlockingQueue<>();
        serve(host().add(onShipped(SubscribeOptions.DEFAULT, event -> {
            traces.add(String.valueOf(CallContext.current().headers().get("Trace")));
        })));
        RpcClient client = open(RpcClient.builder(connect())
                .intercept(noting("outer", ""))
                .intercept(call -> {
                    call.send(RpcHeaders.EMPTY.with("Trace", "abc"));
                    return CallListener.NONE;
                })
                .intercept(noting("inner", "")));

        publish(client, 5);

        assertThat(next(traces)).isEqualTo("abc");
        assertThat(seen)
                .containsExactly(
                        "outer start CLIENT EVENT shop.shipped",
                        "inner start CLIENT EVENT shop.shipped",
                        "outer request 5",
                        "inner request 5",
                        "inner end OK",
                        "outer end OK");
    }

    @Test
    void aClientsInterceptorMayRefuseToPublish() {
        RpcClient client = open(RpcClient.builder(connect())
                .intercept(noting("outer", ""))
                .intercept(noting("inner", "inner request 5")));

        RpcException refused = catchThrowableOfType(RpcException.class, () -> publish(client, 5));

        assertThat(refused.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(refused.delivery()).isEqualTo(Delivery.NOT_RUN);
        assertThat(seen).endsWith("inner end PERMISSION_DENIED", "outer end PERMISSION_DENIED");
    }

    @Test
    void whatIsTooLargeEndsForTheInterceptorsToo() {
        RpcClient client = open(RpcClient.builder(connect()).intercept(noting("outer", "")));
        Shipped large = Shipped.newBuilder()
                .setLoad(ByteString.copyFrom(new byte[1024 * 1024]))
                .build();

        assertThatThrownBy(() -> client.publish(SHIPPED, large, PublishOptions.DEFAULT))
                .isInstanceOf(RpcException.class);

        assertThat(seen)
                .containsExactly(
                        "outer start CLIENT EVENT shop.shipped", "outer request 0", "outer end RESOURCE_EXHAUSTED");
    }
}
