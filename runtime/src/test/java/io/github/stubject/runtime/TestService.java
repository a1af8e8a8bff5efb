package io.github.stubject.runtime;

import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.github.stubject.runtime.test.OrderRequest;
import java.util.concurrent.CompletableFuture;

/** What the generator would make of a small service, written by hand. */
final class TestService {
    static final RpcService SERVICE = RpcService.of("acme.Greeter");

    static final RpcMethod<HelloRequest, HelloReply> GREET = RpcMethod.unary(
            SERVICE, "Greet", "greeter.greet", HelloRequest.getDefaultInstance(), HelloReply.getDefaultInstance());

    static final RpcMethod<OrderRequest, HelloReply> ORDER = RpcMethod.unary(
            SERVICE,
            "Order",
            "greeter.{customer.id}.{region}.order",
            OrderRequest.getDefaultInstance(),
            HelloReply.getDefaultInstance());

    static final RpcMethod<HelloRequest, HelloReply> SURVEY = RpcMethod.unary(
                    SERVICE,
                    "Survey",
                    "greeter.survey",
                    HelloRequest.getDefaultInstance(),
                    HelloReply.getDefaultInstance())
            .withoutQueueGroup();

    private TestService() {}

    interface Greeter {
        default HelloReply greet(HelloRequest request) {
            throw RpcException.unimplemented(GREET);
        }

        default HelloReply order(OrderRequest request) {
            throw RpcException.unimplemented(ORDER);
        }

        default HelloReply survey(HelloRequest request) {
            throw RpcException.unimplemented(SURVEY);
        }
    }

    interface GreeterAsync {
        default CompletableFuture<HelloReply> greet(HelloRequest request) {
            return CompletableFuture.failedFuture(RpcException.unimplemented(GREET));
        }
    }

    static ServiceBinding of(Greeter implementation, RpcMethod<?, ?>... methods) {
        return ServiceBinding.builder(SERVICE, Greeter.class, implementation)
                .unary(GREET, "greet", implementation::greet)
                .unary(ORDER, "order", implementation::order)
                .unary(SURVEY, "survey", implementation::survey)
                .build(methods);
    }

    static ServiceBinding ofAsync(GreeterAsync implementation, RpcMethod<?, ?>... methods) {
        return ServiceBinding.builder(SERVICE, GreeterAsync.class, implementation)
                .unaryAsync(GREET, "greet", implementation::greet)
                .build(methods);
    }

    static HelloRequest hello(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }

    static HelloReply reply(String text) {
        return HelloReply.newBuilder().setText(text).build();
    }

    /** Greets by what the function makes of the name. */
    static Greeter greeting(java.util.function.UnaryOperator<String> text) {
        return new Greeter() {
            @Override
            public HelloReply greet(HelloRequest request) {
                return reply(text.apply(request.getName()));
            }
        };
    }
}
