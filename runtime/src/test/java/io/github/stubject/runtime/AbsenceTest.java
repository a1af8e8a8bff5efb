package io.github.stubject.runtime;

import static io.github.stubject.runtime.TestService.GREET;
import static io.github.stubject.runtime.TestService.greeting;
import static io.github.stubject.runtime.TestService.hello;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.test.HelloReply;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a caller is told where nobody serves what it calls. */
class AbsenceTest extends CallHarness {
    @Test
    void aServiceThatRunsNowhereIsSaidTo() {
        assertThat(failure(client()).text())
                .startsWith(
                        "acme.Greeter/Greet: nobody serves greeter.greet; discovery finds no instance of acme-Greeter");
    }

    @Test
    void aMissingPrefixIsNamed() {
        ServiceHost host = serve(host().prefix("staging.eu").add(TestService.of(greeting(name -> name))));

        assertThat(failure(client()).text())
                .contains("instance " + host.instance() + " of acme-Greeter serves it as staging.eu.greeter.greet")
                .contains("prefix(\"staging.eu\")");
    }

    @Test
    void aPrefixTooManyIsNamed() {
        serve(TestService.of(greeting(name -> name)));
        RpcClient client = open(RpcClient.builder(connect()).prefix("staging"));

        assertThat(failure(client).text())
                .contains("nobody serves staging.greeter.greet")
                .contains("serves it as greeter.greet, without the prefix of this client");
    }

    @Test
    void anInstanceWithoutTheMethodIsNamed() {
        serve(TestService.of(new TestService.Greeter() {}, TestService.SURVEY));

        assertThat(failure(client()).text()).contains("is there, but does not serve this method");
    }

    @Test
    void discoveryIsAskedOnceForEachMethod() throws Exception {
        BlockingQueue<InboundMessage> questions = listen("$SRV.INFO.acme-Greeter");
        RpcClient client = client();

        RpcException first = failure(client);
        RpcException second = failure(client);

        assertThat(first.text()).contains("nobody serves");
        assertThat(second.text()).startsWith("acme.Greeter/Greet: nobody serves greeter.greet");
        assertThat(questions).hasSize(1);
    }

    @Test
    void aFutureIsToldToo() {
        serve(host().prefix("staging").add(TestService.of(greeting(name -> name))));
        CompletableFuture<HelloReply> call = client().unaryAsync(GREET, hello("x"), CallOptions.DEFAULT);

        Assertions.assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .hasMessageContaining("staging.greeter.greet");
    }
}
