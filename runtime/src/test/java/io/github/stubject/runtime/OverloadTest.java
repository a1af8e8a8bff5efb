package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.stubject.runtime.test.HelloReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instances that have refused calls for long leave the queue group to the others. */
class OverloadTest extends CallHarness {
    private static final CallOptions ONCE = CallOptions.DEFAULT.withoutRetries();
    private static final CallOptions PATIENT = ONCE.withTimeout(Duration.ofSeconds(50));
    private static final Duration SOON = Duration.ofSeconds(20);

    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void endAllWork() {
        release.countDown();
    }

    /** A host with one place, which is taken until the test releases it. */
    private ServiceHost full(String answer) {
        CountDownLatch running = new CountDownLatch(1);
        ServiceHost host = serve(host().maxInFlight(1).add(TestService.of(greeting(name -> {
            running.countDown();
            if (name.equals("block")) {
                waitForRelease();
            }
            return answer;
        }))));
        CompletableFuture<HelloReply> unused =
                client().unaryAsync(GREET, hello("block"), PATIENT.withInstance(host.instance()));
        waitFor(running);
        return host;
    }

    private void waitForRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String outcome(RpcClient client) {
        try {
            return client.unary(GREET, hello("x"), ONCE).getText();
        } catch (RpcException e) {
            return e.code() + " " + e.delivery();
        }
    }

    private List<String> outcomes(RpcClient client, int calls) {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            outcomes.add(outcome(client));
        }
        return outcomes;
    }

    private static long requests(ServiceHost host) {
        return Objects.requireNonNull(host.stats().get(GREET)).requests();
    }

    @Test
    void anOverloadedInstanceLeavesTheWorkToOthersAndComesBackWhenItIsWell() {
        ServiceHost full = full("from the full one");
        serve(TestService.of(greeting(name -> "from the free one")));
        RpcClient client = client();
        assertThat(outcomes(client, 50)).contains("RESOURCE_EXHAUSTED NOT_RUN");

        await().atMost(SOON).untilAsserted(() -> {
            long before = requests(full);
            assertThat(outcomes(client, 50)).containsOnly("from the free one");
            assertThat(requests(full)).isEqualTo(before);
        });
        assertThat(client.unary(GREET, hello("x"), ONCE).getText()).isEqualTo("from the free one");
        release.countDown();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outcomes(client, 50)).contains("from the full one"));
    }

    @Test
    void theOnlyInstanceStaysHoweverOverloadedItIs() {
        ServiceHost full = full("only");
        RpcClient client = client();

        // Three seconds are three times what it takes to leave.
        await().pollDelay(Duration.ofMillis(10))
                .during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> outcome(client), "RESOURCE_EXHAUSTED NOT_RUN"::equals);

        assertThat(requests(full)).isGreaterThan(10);
    }

    @Test
    void whenAllAreOverloadedTheyStay() {
        full("a");
        full("b");
        RpcClient client = client();

        await().pollDelay(Duration.ofMillis(10))
                .during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> outcome(client), "RESOURCE_EXHAUSTED NOT_RUN"::equals);
        release.countDown();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outcomes(client, 50))
                        .contains("a", "b")
                        .doesNotContain("RESOURCE_EXHAUSTED NOT_RUN", "UNAVAILABLE NOT_RUN"));
    }

    @Test
    void anInstanceThatHasLeftServesThoseWhoChooseIt() {
        ServiceHost full = full("chosen");
        serve(TestService.of(greeting(name -> "from the free one")));
        RpcClient client = client();
        await().atMost(SOON).untilAsserted(() -> {
            long before = requests(full);
            assertThat(outcomes(client, 50)).containsOnly("from the free one");
            assertThat(requests(full)).isEqualTo(before);
        });
        release.countDown();

        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> client.unary(GREET, hello("x"), ONCE.withInstance(full.instance()))
                        .getText()
                        .equals("chosen"));
    }
}
