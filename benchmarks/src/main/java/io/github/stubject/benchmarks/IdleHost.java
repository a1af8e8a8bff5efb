package io.github.stubject.benchmarks;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceBinding;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.lang.management.ManagementFactory;

/** What a host with 200 methods costs that nobody calls, in threads and in memory: before, with it, and after its end. */
final class IdleHost {
    private static final int METHODS = 200;
    private static final int COLLECTIONS = 5;
    private static final long SETTLE_MS = 300;

    private IdleHost() {}

    /** The service, whose methods all do the same. */
    public interface Service {
        default HelloReply call(HelloRequest request) {
            return HelloReply.getDefaultInstance();
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.printf("%-42s %8s %12s%n", "", "threads", "heap, KiB");
        try (NatsServer server = NatsServer.start();
                Connection nats = Nats.connect(server.url())) {
            // So that classes are loaded, and pools have been there.
            try (ServiceHost first = ServiceHost.builder(nats).add(binding()).start()) {
                print("(warm-up) " + first.instance());
            }
            print("a connection alone");
            ServiceHost host = ServiceHost.builder(nats).add(binding()).start();
            print("and an idle host with " + METHODS + " methods");
            RpcClient client = RpcClient.builder(nats).build();
            print("and an idle client");
            client.close();
            host.close();
            print("the connection, after both are closed");
        }
    }

    private static ServiceBinding binding() {
        RpcService service = RpcService.of("acme.Many");
        ServiceBinding.Builder builder = ServiceBinding.builder(service, Service.class, new Service() {});
        RpcMethod<?, ?>[] methods = new RpcMethod<?, ?>[METHODS];
        for (int i = 0; i < METHODS; i++) {
            RpcMethod<HelloRequest, HelloReply> method = RpcMethod.unary(
                    service,
                    "Call" + i,
                    "many.call" + i,
                    HelloRequest.getDefaultInstance(),
                    HelloReply.getDefaultInstance());
            methods[i] = method;
            builder.unary(method, "call", request -> HelloReply.getDefaultInstance());
        }
        return builder.build(methods);
    }

    private static void print(String what) throws InterruptedException {
        long heap = 0;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(SETTLE_MS);
            heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
        System.out.printf(
                "%-42s %8d %,12d%n", what, ManagementFactory.getThreadMXBean().getThreadCount(), heap / 1024);
    }
}
