package io.github.stubject.generator.served;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.github.stubject.runtime.CallContext;
import io.github.stubject.runtime.DurableEvent;
import io.github.stubject.runtime.EventBinding;
import io.github.stubject.runtime.EventMethod;
import io.github.stubject.runtime.PublishAck;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.SubscribeOptions;
import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Publishes each event of services through their generated publishers, to listeners of both styles. */
public final class ServedEvents {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** The name of the stream that keeps what is published now. */
    private final AtomicReference<String> stream = new AtomicReference<>("");

    private ServedEvents() {}

    /** All listeners are on one host. */
    public static void listenersHear(List<GeneratedService> services) throws Exception {
        new ServedEvents().publish(services, "listener", "Listener");
        new ServedEvents().publish(services, "listenerAsync", "ListenerAsync");
    }

    private void publish(List<GeneratedService> services, String factory, String contract) throws Exception {
        InMemoryBroker broker = new InMemoryBroker();
        SubscriptionGroup keeping = keep(broker.connect());
        ServiceHost.Builder builder = ServiceHost.builder(broker.connect());
        for (GeneratedService service : services) {
            if (!service.events().isEmpty()) {
                builder.add(listen(service, factory, contract));
            }
        }
        try (ServiceHost host = builder.start();
                RpcClient rpc = RpcClient.builder(broker.connect()).build()) {
            for (GeneratedService service : services) {
                for (EventMethod<?> event : service.events().values()) {
                    publish(service, event, rpc, contract);
                }
            }
        } finally {
            keeping.close();
        }
    }

    /** Says of everything published that a stream keeps it, as JetStream does. */
    private SubscriptionGroup keep(Transport transport) {
        SubscriptionGroup group = transport.newSubscriptionGroup();
        group.subscribe(">", null, message -> {
            String reply = message.replyTo();
            if (reply != null) {
                String ack = "{\"stream\":\"" + stream.get() + "\",\"seq\":1}";
                transport.publish(reply, null, null, ack.getBytes(UTF_8));
            }
        });
        return group;
    }

    private EventBinding listen(GeneratedService service, String factory, String contract)
            throws ReflectiveOperationException {
        Object listener = service.implement(contract, (proxy, method, arguments) -> {
            heard.add(line(
                    service, contract, method.getName(), CallContext.current().subject()));
            return method.getReturnType() == void.class ? null : CompletableFuture.completedFuture(null);
        });
        Method made = service.factory(factory);
        Object all = service.events().values().toArray((Object[])
                Array.newInstance(EventMethod.class, service.events().size()));
        return (EventBinding) made.invoke(null, listener, SubscribeOptions.DEFAULT.withoutStored(), all);
    }

    private void publish(GeneratedService service, EventMethod<?> event, RpcClient rpc, String contract)
            throws Exception {
        Class<?> type = service.type("Publisher");
        Object publisher = type.getMethod("create", RpcClient.class).invoke(null, rpc);
        String name = GeneratedService.javaName(event.name());
        Method java = requireNonNull(GeneratedService.java(type).get(name), name);
        Message message = Messages.filled(java.getParameterTypes()[0]);
        String subject = Messages.subject(event.subject(), message);
        String expected = line(service, contract, name, subject);
        if (event instanceof DurableEvent<?> durable) {
            stream.set(durable.stream());
            assertThat(java.invoke(publisher, message)).isEqualTo(new PublishAck(durable.stream(), 1, false));
            assertThatItIsHeard(expected);
            Object async = type.getMethod("async").invoke(publisher);
            Method again =
                    requireNonNull(GeneratedService.java(async.getClass()).get(name), name);
            assertThat(((CompletableFuture<?>) again.invoke(async, message)).get(10, TimeUnit.SECONDS))
                    .isEqualTo(new PublishAck(durable.stream(), 1, false));
        } else {
            assertThat(java.invoke(publisher, message)).isNull();
        }
        assertThatItIsHeard(expected);
    }

    /** A star at the end stands for the number of a partition. */
    private void assertThatItIsHeard(String expected) throws InterruptedException {
        String line = heard.poll(10, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        assertThat(expected.endsWith(".*") ? line.replaceFirst("\\.\\d+$", ".*") : line)
                .isEqualTo(expected);
    }

    private static String line(GeneratedService service, String contract, String javaName, String subject) {
        return service.name() + contract + "." + javaName + " on " + subject;
    }
}
