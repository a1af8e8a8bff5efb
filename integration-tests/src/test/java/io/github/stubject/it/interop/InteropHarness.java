package io.github.stubject.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stubject.natsserver.NatsServer;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.ServiceBinding;
import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests' service, implemented either way, and a client of either kind. Tests are named as gRPC names the cases;
 * {@code docs/grpc-interop.md} has them all in a table.
 */
@ParameterizedClass
@MethodSource("sides")
@Timeout(60)
abstract class InteropHarness {
    /** How long nothing here takes. */
    static final CallOptions PATIENT = CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(40));

    private static NatsServer server;

    @Parameter(0)
    Served served;

    @Parameter(1)
    Called called;

    final Answers answers = new Answers();
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** On which of the generated interfaces the service is implemented. */
    enum Served {
        BY_BLOCKING,
        BY_ASYNC;

        private ServiceBinding binding(Answers answers) {
            return switch (this) {
                case BY_BLOCKING -> TestServiceBinding.of(new BlockingService(answers));
                case BY_ASYNC -> TestServiceBinding.ofAsync(new AsyncService(answers));
            };
        }
    }

    /** By which of the generated clients it is called. */
    enum Called {
        BY_BLOCKING,
        BY_ASYNC;

        private Caller caller(RpcClient rpc) {
            return switch (this) {
                case BY_BLOCKING -> new BlockingCaller(rpc);
                case BY_ASYNC -> new AsyncCaller(rpc);
            };
        }
    }

    static Stream<Arguments> sides() {
        return Stream.of(Served.values())
                .flatMap(served -> Stream.of(Called.values()).map(called -> Arguments.of(served, called)));
    }

    @BeforeAll
    static void startServer() {
        server = NatsServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    final <T extends AutoCloseable> T closing(T resource) {
        opened.add(resource);
        return resource;
    }

    /** Where the service and its callers meet. */
    String url() {
        return server.url();
    }

    final Connection connect() {
        try {
            return closing(Nats.connect(
                    new Options.Builder().server(url()).noReconnect().build()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    final ServiceHost.Builder host() {
        return ServiceHost.builder(connect()).add(served.binding(answers));
    }

    final ServiceHost serve() {
        return closing(host().start());
    }

    final Caller caller() {
        return caller(RpcClient.builder(connect()));
    }

    final Caller caller(RpcClient.Builder builder) {
        return called.caller(closing(builder.build()));
    }

    static StreamingOutputCallRequest outputs(int... sizes) {
        StreamingOutputCallRequest.Builder request = StreamingOutputCallRequest.newBuilder();
        IntStream.of(sizes)
                .forEach(size -> request.addResponseParametersBuilder().setSize(size));
        return request.build();
    }

    /** A request of a size for an answer of a size. */
    static StreamingOutputCallRequest exchange(int size, int answerSize) {
        return outputs(answerSize).toBuilder().setPayload(Answers.payload(size)).build();
    }

    /** A request for one answer after a while. */
    static StreamingOutputCallRequest slow(Duration interval) {
        StreamingOutputCallRequest.Builder request = StreamingOutputCallRequest.newBuilder();
        request.addResponseParametersBuilder().setSize(1).setIntervalUs(Math.toIntExact(interval.toNanos() / 1000));
        return request.build();
    }

    static StreamingInputCallRequest input(int size) {
        return StreamingInputCallRequest.newBuilder()
                .setPayload(Answers.payload(size))
                .build();
    }

    static int size(StreamingOutputCallResponse answer) {
        return answer.getPayload().getBody().size();
    }

    /** All further answers. */
    static <R> List<R> rest(Conversation<?, R> call) {
        List<R> all = new ArrayList<>();
        for (R next = call.next(); next != null; next = call.next()) {
            all.add(next);
        }
        return all;
    }

    static RpcException failure(ThrowingCallable call) {
        RpcException failure = catchThrowableOfType(RpcException.class, call);
        assertThat(failure).as("the call's failure").isNotNull();
        return failure;
    }

    static void assertFails(Code code, ThrowingCallable call) {
        RpcException failure = failure(call);
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
    }

    static long requests(ServiceHost host) {
        return host.stats().values().stream()
                .mapToLong(stats -> stats.requests())
                .sum();
    }

    static long cancelled(ServiceHost host, RpcMethod<?, ?> method) {
        return host.stats().get(method).cancelled();
    }
}
