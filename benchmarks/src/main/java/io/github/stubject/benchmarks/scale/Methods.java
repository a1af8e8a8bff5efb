package io.github.stubject.benchmarks.scale;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceBinding;
import java.util.List;
import java.util.stream.IntStream;

/** A service with as many methods as one likes, which all do the same. */
final class Methods {
    private static final RpcService SERVICE = RpcService.of("bench.Many");

    private Methods() {}

    /** The service, as the generator would make it. */
    interface Service {
        default HelloReply call(HelloRequest request) {
            return HelloReply.newBuilder().setMessage(request.getName()).build();
        }
    }

    static List<RpcMethod<HelloRequest, HelloReply>> of(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> RpcMethod.unary(
                        SERVICE,
                        "Call" + i,
                        "many.call" + i,
                        HelloRequest.getDefaultInstance(),
                        HelloReply.getDefaultInstance()))
                .toList();
    }

    static ServiceBinding binding(int count) {
        Service implementation = new Service() {};
        ServiceBinding.Builder builder = ServiceBinding.builder(SERVICE, Service.class, implementation);
        List<RpcMethod<HelloRequest, HelloReply>> methods = of(count);
        methods.forEach(method -> builder.unary(method, "call", implementation::call));
        return builder.build(methods.toArray(new RpcMethod<?, ?>[0]));
    }
}
