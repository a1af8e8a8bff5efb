package io.github.stubject.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.hello.Greeter;
import com.acme.hello.GreeterBinding;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.ServiceHost;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that know nothing of us: the tests in {@code interop}, run by Node. */
@Tag("interop")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NatsJsTest {
    private static final File FOLDER = Path.of("interop").toFile();

    @Test
    void callsTheGreeterAndFindsIt() throws Exception {
        String unused = run(Map.of(), "npm", "ci", "--no-audit", "--no-fund");
        Greeter greeter = new Greeter() {
            @Override
            public HelloReply greet(HelloRequest request) {
                return HelloReply.newBuilder()
                        .setMessage("Hello, " + request.getName() + "!")
                        .build();
            }
        };
        try (Wire wire = new Wire();
                ServiceHost host = ServiceHost.builder(wire.service)
                        .add(GreeterBinding.of(greeter))
                        .start()) {
            Map<String, String> environment = Map.of("NATS_URL", wire.server.url(), "GREETER_ID", host.instance());
            // One file after the other, since they count the same requests.
            String output = run(environment, "node", "--test", "--test-concurrency=1", "--test-reporter=tap");

            assertThat(output).contains("# fail 0", "# skipped 0").doesNotContain("# pass 0");
            assertThat(host.stats().get(GreeterBinding.GREET).requests()).isPositive();
        }
    }

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.directory(FOLDER).redirectErrorStream(true).start();
        try {
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
            assertThat(process.exitValue()).as(output.join()).isZero();
            return output.join();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
