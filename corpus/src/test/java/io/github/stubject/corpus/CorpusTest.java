package io.github.stubject.corpus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.Generator;
import io.github.stubject.generator.GeneratorRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.served.GeneratedService;
import io.github.stubject.generator.served.ServedCalls;
import io.github.stubject.runtime.RpcMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
        ServedCalls.blockingClientsAreAnswered(List.copyOf(Corpus.generated().values()));
    }

    @Test
    void everyMethodIsServedByABlockingImplementationAndCalledWithoutWaiting() throws Exception {
        ServedCalls.asynchronousClientsAreAnswered(
                List.copyOf(Corpus.generated().values()));
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
