package io.github.stubject.corpus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import io.github.stubject.generator.Generator;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.ServiceBinding;
import io.github.stubject.testing.StubjectTest;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Other people's services by the hundred: this module's build generated and compiled them. */
@Timeout(900) // Loading thousands of message classes takes its time on a busy machine.
class CorpusTest {
    private static final int SERVICES = 300;

    @Test
    void noServiceAndNoMethodIsMissing() throws Exception {
        Map<String, ServiceDescriptor> services = Corpus.services();
        Map<String, GeneratedService> generated = Corpus.generated();

        assertThat(generated.keySet()).isEqualTo(services.keySet()).hasSizeGreaterThan(SERVICES);
        int methods = 0;
        for (ServiceDescriptor service : services.values()) {
            Map<String, RpcMethod<?, ?>> constants =
                    requireNonNull(generated.get(service.getFullName())).methods();
            assertThat(constants).as(service.getFullName()).hasSameSizeAs(service.getMethods());
            for (MethodDescriptor method : service.getMethods()) {
                assertThatItIs(requireNonNull(constants.get(method.getName())), method);
                methods++;
            }
        }
        System.out.println("The corpus has " + services.size() + " services with " + methods + " methods.");
    }

    private static void assertThatItIs(RpcMethod<?, ?> constant, MethodDescriptor method) {
        ServiceDescriptor service = method.getService();
        String where = service.getFile().getPackage();
        assertThat(constant.fullName()).isEqualTo(service.getFullName() + "/" + method.getName());
        assertThat(constant.subject())
                .isEqualTo((where.isEmpty() ? "" : where + ".") + lowerFirst(service.getName()) + "."
                        + lowerFirst(method.getName()));
        assertThat(constant.kind().isRequestStream()).isEqualTo(method.isClientStreaming());
        assertThat(constant.kind().isResponseStream()).isEqualTo(method.isServerStreaming());
    }

    private static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    @Test
    void everyMethodIsServedWithoutWaitingAndCalledByABlockingClient() throws Exception {
        List<GeneratedService> services = List.copyOf(Corpus.generated().values());
        try (StubjectTest test = serving(services, true)) {
            for (GeneratedService service : services) {
                Object client = service.blockingClient(test.client());
                for (RpcMethod<?, ?> method : service.methods().values()) {
                    Method called = GeneratedService.java(service.blocking(), method);
                    Message request = Messages.of(called.getGenericParameterTypes()[0]);
                    boolean many = called.getParameterTypes()[0] == Stream.class;

                    Object answer = called.invoke(client, many ? Stream.of(request) : request);

                    assertThat(answer instanceof Stream<?> stream ? stream.toList() : List.of(answer))
                            .as(method.toString())
                            .isEqualTo(List.of(Messages.of(called.getGenericReturnType())));
                }
            }
            assertThatAllRan(test, services);
        }
    }

    @Test
    void everyMethodIsServedByABlockingImplementationAndCalledWithoutWaiting() throws Exception {
        List<GeneratedService> services = List.copyOf(Corpus.generated().values());
        try (StubjectTest test = serving(services, false)) {
            for (GeneratedService service : services) {
                Object client = service.asyncClient(test.client());
                for (RpcMethod<?, ?> method : service.methods().values()) {
                    Method called = GeneratedService.java(service.async(), method);
                    Message request = Messages.of(called.getGenericParameterTypes()[0]);
                    boolean many = called.getParameterTypes()[0] == Flow.Publisher.class;

                    Object answer = called.invoke(client, many ? Flows.one(request) : request);

                    CompletableFuture<? extends List<?>> all = answer instanceof Flow.Publisher<?> publisher
                            ? Flows.all(publisher)
                            : ((CompletableFuture<?>) answer).thenApply(List::of);
                    assertThat(all.get(10, TimeUnit.SECONDS))
                            .as(method.toString())
                            .isEqualTo(List.of(Messages.of(called.getGenericReturnType())));
                }
            }
            assertThatAllRan(test, services);
        }
    }

    /** All services on one host. A method answers with one message, once it has all requests. */
    private static StubjectTest serving(List<GeneratedService> services, boolean asynchronously) throws Exception {
        List<ServiceBinding> bindings = new ArrayList<>();
        for (GeneratedService service : services) {
            bindings.add(service.bind(
                    asynchronously,
                    (proxy, method, arguments) ->
                            answer(method.getReturnType(), method.getGenericReturnType(), arguments[0])));
        }
        return StubjectTest.serving(bindings.toArray(ServiceBinding[]::new));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Failures show at the caller, as answers that do not come.
    private static Object answer(Class<?> holder, Type type, Object request) throws ReflectiveOperationException {
        Message response = Messages.of(type);
        if (request instanceof Stream<?> requests) {
            assertThat(requests.toList()).hasSize(1);
        }
        CompletableFuture<?> requests = request instanceof Flow.Publisher<?> publisher
                ? Flows.all(publisher)
                : CompletableFuture.completedFuture(request);
        if (holder == CompletableFuture.class) {
            return requests.thenApply(all -> response);
        }
        if (holder == Flow.Publisher.class) {
            return (Flow.Publisher<Message>)
                    subscriber -> requests.thenRun(() -> Flows.one(response).subscribe(subscriber));
        }
        return holder == Stream.class ? Stream.of(response) : response;
    }

    private static void assertThatAllRan(StubjectTest test, List<GeneratedService> services) {
        int methods =
                services.stream().mapToInt(service -> service.methods().size()).sum();
        assertThat(test.host().stats()).hasSize(methods);
    }

    /** etcd's: this module's POM shows the way out that the message names. */
    @Test
    void whatIsRefusedIsToldWithTheWayOut() throws Exception {
        Set<String> files = Set.of("rpc.proto");
        GeneratorRequest request = new GeneratorRequest(Corpus.descriptorSet("etcd"), files, null);

        SchemaException refusal = catchThrowableOfType(SchemaException.class, () -> Generator.generate(request));

        assertThat(requireNonNull(refusal.getMessage()).lines().toList())
                .isEqualTo(Files.readAllLines(Path.of("src/test/resources/refused.txt")));
    }
}
