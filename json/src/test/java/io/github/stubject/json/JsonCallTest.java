package io.github.stubject.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.SourceContext;
import com.google.protobuf.StringValue;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.MethodStats;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceBinding;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import io.github.stubject.runtime.internal.transport.InboundMessage;
import io.github.stubject.runtime.internal.transport.SubscriptionGroup;
import io.github.stubject.runtime.internal.transport.Transport;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller without generated code sees. */
class JsonCallTest {
    private static final RpcService SERVICE = RpcService.of("acme.Echo");

    private static final RpcMethod<SourceContext, SourceContext> ECHO = RpcMethod.unary(
            SERVICE, "Echo", "echo.echo", SourceContext.getDefaultInstance(), SourceContext.getDefaultInstance());

    private static final RpcMethod<StringValue, StringValue> UPPER = RpcMethod.unary(
            SERVICE, "Upper", "echo.upper", StringValue.getDefaultInstance(), StringValue.getDefaultInstance());

    private final Transport transport = new InMemoryBroker().connect();
    private ServiceHost host;

    /** Public, as its methods are looked for by reflection. */
    public static final class Echo {
        public SourceContext echo(SourceContext request) {
            if (request.getFileName().equals("fail")) {
                throw new RpcException(Code.NOT_FOUND, "no \"such\" file, ☺").withDetail(StringValue.of("known"));
            }
            return request;
        }

        public StringValue upper(StringValue request) {
            return StringValue.of(request.getValue().toUpperCase(java.util.Locale.ROOT));
        }
    }

    @BeforeEach
    void start() {
        Echo echo = new Echo();
        host = ServiceHost.builder(transport)
                .add(ServiceBinding.builder(SERVICE, Echo.class, echo)
                        .unary(ECHO, "echo", echo::echo)
                        .unary(UPPER, "upper", echo::upper)
                        .build(ECHO, UPPER))
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private InboundMessage request(String subject, @Nullable String contentType, String body) throws Exception {
        return request(subject, contentType == null ? null : new Headers().put("Content-Type", contentType), body);
    }

    private InboundMessage request(String subject, @Nullable Headers headers, String body) throws Exception {
        SubscriptionGroup group = transport.newSubscriptionGroup();
        try {
            BlockingQueue<InboundMessage> replies = new ArrayBlockingQueue<>(1);
            String inbox = transport.newInbox();
            group.subscribe(inbox, null, replies::add);
            transport.publish(subject, inbox, headers, body.getBytes(StandardCharsets.UTF_8));
            return Objects.requireNonNull(replies.poll(10, TimeUnit.SECONDS), "reply");
        } finally {
            group.close();
        }
    }

    private static String text(InboundMessage message) {
        return new String(message.data(), StandardCharsets.UTF_8);
    }

    @Test
    void aRequestThatBeginsWithABraceIsJsonAndSoIsItsAnswer() throws Exception {
        InboundMessage reply = request("echo.echo", (String) null, "{\"fileName\":\"Æ ☺\"}");

        assertThat(text(reply)).isEqualTo("{\"fileName\":\"Æ ☺\"}");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Nats-Service-Error-Code")).isNull();
    }

    @Test
    void fieldsGoByEitherNameAndUnknownOnesAreIgnored() throws Exception {
        assertThat(text(request("echo.echo", (String) null, "{\"file_name\":\"x\",\"later\":[1,{}]}")))
                .isEqualTo("{\"fileName\":\"x\"}");
    }

    @Test
    void jsonThatIsNoObjectNeedsTheHeader() throws Exception {
        assertThat(text(request("echo.upper", "application/json; charset=utf-8", "\"a\"")))
                .isEqualTo("\"A\"");
    }

    @Test
    void anErrorComesAsJsonToo() throws Exception {
        InboundMessage reply = request("echo.echo", (String) null, "{\"fileName\":\"fail\"}");

        assertThat(reply.header("Nats-Service-Error-Code")).isEqualTo("404");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(text(reply)).startsWith("{\"code\":5,\"message\":\"no \\\"such\\\" file, ☺\",\"details\":[{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"fileName\":3,}", "{\"fileName\":{}}", "{\"fileName\":\"\\ud800\"", "{]"})
    void whatIsNoJsonOfTheRequestsTypeIsTheCallersFault(String body) throws Exception {
        InboundMessage reply = request("echo.echo", (String) null, body);

        assertThat(reply.header("Stubject-Code")).isEqualTo("INVALID_ARGUMENT");
        assertThat(reply.header("Stubject-Not-Run")).isEqualTo("1");
        assertThat(host.stats().get(ECHO)).extracting(MethodStats::invalid).isEqualTo(1L);
    }

    @Test
    void anErrorFoundBeforeTheRequestIsReadComesAsJsonToo() throws Exception {
        Headers headers = new Headers().put("Stubject-Timeout-Ms", "soon");

        InboundMessage reply = request("echo.echo", headers, "{}");

        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(text(reply)).startsWith("{\"code\":3,");
    }

    @Test
    void aMethodOfWhichNoExampleCanBeWrittenIsServedToo() throws Exception {
        RpcMethod<Any, Any> any =
                RpcMethod.unary(SERVICE, "Any", "echo.any", Any.getDefaultInstance(), Any.getDefaultInstance());
        AnyEcho echo = new AnyEcho();
        try (ServiceHost other = ServiceHost.builder(transport)
                .add(ServiceBinding.builder(SERVICE, AnyEcho.class, echo)
                        .unary(any, "echo", echo::echo)
                        .build(any))
                .start()) {
            assertThat(request("echo.any", (Headers) null, "").data()).isEmpty();
            assertThat(other.stats()).containsKey(any);
        }
    }

    /** Public, as its methods are looked for by reflection. */
    public static final class AnyEcho {
        public Any echo(Any request) {
            return request;
        }
    }

    @Test
    void anEmptyBodyDeclaredAsJsonIsTheCallersFault() throws Exception {
        assertThat(request("echo.echo", "application/json", "").header("Stubject-Code"))
                .isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void deeplyNestedJsonIsRefusedAndTheServiceGoesOn() throws Exception {
        String deep = "{\"fileName\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(request("echo.echo", (String) null, deep).header("Stubject-Code"))
                .isEqualTo("INVALID_ARGUMENT");
        assertThat(text(request("echo.echo", (String) null, "{}"))).isEqualTo("{}");
    }
}
