package io.github.stubject.it.security;

import static io.github.stubject.it.security.SlowGreeter.hello;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.hello.Greeter;
import com.acme.hello.GreeterBinding;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.GatherOptions;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.ServiceHost;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions with more than one answer, across accounts: gathering and discovery. */
@Timeout(60)
class AccountGatherTest {
    private static String exporting(String text, String type) {
        return text.replace("{ service: \"greeter.greet\" }", """
                { service: "greeter.greet", response: TYPE }
                      { service: "$SRV.>", response: TYPE }
                """.replace("TYPE", type))
                .replace("imports: [", """
                imports: [
                      { service: { account: GREETERS, subject: "$SRV.>" } }
                """);
    }

    @ParameterizedTest
    @CsvSource({"shop, stream, 2", "bar, stream, 2", "shop, singleton, 1", "bar, singleton, 1"})
    void onlyAnExportOfTheTypeStreamGivesAllAnswers(String user, String type, int answers) {
        try (GuideServer server = GuideServer.start("accounts.conf", text -> exporting(text, type));
                ServiceHost one = serve(server, new SlowGreeter());
                ServiceHost two = serve(server, new LateGreeter());
                RpcClient client = clientOf(user, server)) {
            Duration patience = Duration.ofSeconds(1);

            assertThat(client.gather(
                                    GreeterBinding.GREET,
                                    hello("World"),
                                    CallOptions.DEFAULT,
                                    GatherOptions.DEFAULT.withCount(2).withStall(patience))
                            .answers())
                    .hasSize(answers);
            // With singleton as a rule one, but nothing holds the second back until the server has closed the way.
            assertThat(client.discovery().ping("Greeter")).hasSizeBetween(answers, 2);
            assertThat(one.instance()).isNotEqualTo(two.instance());
        }
    }

    private static RpcClient clientOf(String user, GuideServer server) {
        RpcClient.Builder builder = RpcClient.builder(server.connectAs(user));
        return user.equals("bar") ? builder.prefix("acme").build() : builder.build();
    }

    /** Its answer comes behind another's, as one that came at the same moment might slip through with it. */
    private static final class LateGreeter implements Greeter {
        private static final long MILLIS = 200;

        @Override
        public HelloReply greet(HelloRequest request) {
            try {
                Thread.sleep(MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return HelloReply.newBuilder().setMessage("late").build();
        }
    }

    private static ServiceHost serve(GuideServer server, Greeter greeter) {
        return ServiceHost.builder(server.connectAs("service"))
                .add(GreeterBinding.of(greeter).withoutQueueGroup())
                .start();
    }
}
