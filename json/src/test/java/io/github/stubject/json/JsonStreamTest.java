package io.github.stubject.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.SourceContext;
import com.google.protobuf.StringValue;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceBinding;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.internal.stream.Frame;
import io.github.stubject.runtime.internal.stream.FrameType;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream that is opened in JSON is in JSON to its end. */
class JsonStreamTest {
    private static final RpcMethod<SourceContext, SourceContext> FILES = RpcMethod.serverStreaming(
            RpcService.of("acme.Files"),
            "List",
            "files.list",
            SourceContext.getDefaultInstance(),
            SourceContext.getDefaultInstance());

    private final Transport transport = new InMemoryBroker().connect();
    private final BlockingQueue<InboundMessage> frames = new ArrayBlockingQueue<>(100);
    private ServiceHost host;
    private SubscriptionGroup group;
    private String inbox;

    /** Public, as its methods are looked for by reflection. */
    public static final class Files {
        public Stream<SourceContext> list(SourceContext request) {
            return Stream.of("a", "").map(name -> {
                if (name.isEmpty()) {
                    throw new RpcException(Code.NOT_FOUND, "no ☺").withDetail(StringValue.of("known"));
                }
                return SourceContext.newBuilder()
                        .setFileName(request.getFileName() + name)
                        .build();
            });
        }
    }

    @BeforeEach
    void start() {
        Files files = new Files();
        host = ServiceHost.builder(transport)
                .add(ServiceBinding.builder(FILES.service(), Files.class, files)
                        .serverStreaming(FILES, "list", files::list)
                        .build(FILES))
                .start();
        group = transport.newSubscriptionGroup();
        inbox = transport.newInbox();
        group.subscribe(inbox, null, frames::add);
    }

    @AfterEach
    void stop() {
        group.close();
        host.close();
    }

    private InboundMessage next() throws InterruptedException {
        return Objects.requireNonNull(frames.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void messagesAndTheErrorAtTheEndAreJson() throws Exception {
        Headers opening = new Headers()
                .put("Stubject-Stream", "1")
                .put("Stubject-Link", "c1")
                .put("Stubject-Credit", "10 1000");

        transport.publish("files.list", inbox, opening, "{\"fileName\":\"x\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(Frame.read(next().data()).type()).isEqualTo(FrameType.ACCEPT);
        assertThat(Frame.read(next().data()).type()).isEqualTo(FrameType.CREDIT);
        Frame data = Frame.read(next().data());
        InboundMessage last = next();
        Frame end = Frame.read(last.data());
        assertThat(data.json()).isTrue();
        assertThat(text(data)).isEqualTo("{\"fileName\":\"xa\"}");
        assertThat(end.type()).isEqualTo(FrameType.END);
        assertThat(end.json()).isTrue();
        assertThat(last.header("Content-Type")).isEqualTo("application/json");
        // Behind the number of messages.
        assertThat(text(end).substring(1)).startsWith("{").contains("\"code\":5", "no ☺", "CgVrbm93bg");
    }

    private static String text(Frame frame) {
        byte[] data = frame.data();
        return new String(data, frame.bodyStart(), data.length - frame.bodyStart(), StandardCharsets.UTF_8);
    }
}
