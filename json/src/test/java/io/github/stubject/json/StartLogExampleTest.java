package io.github.stubject.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.SourceContext;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.ServiceBinding;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.internal.transport.InMemoryBroker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lines of a host's start that somebody may copy into a shell. */
class StartLogExampleTest {
    private static final RpcService SERVICE = RpcService.of("acme.Files");
    private static final SourceContext FILE = SourceContext.getDefaultInstance();

    private static final RpcMethod<SourceContext, SourceContext> GET =
            RpcMethod.unary(SERVICE, "Get", "files.get", FILE, FILE);
    private static final RpcMethod<SourceContext, SourceContext> WATCH =
            RpcMethod.serverStreaming(SERVICE, "Watch", "files.watch", FILE, FILE);
    private static final RpcMethod<SourceContext, SourceContext> CHAT =
            RpcMethod.bidiStreaming(SERVICE, "Chat", "files.chat", FILE, FILE);

    /** Public, as its methods are looked for by reflection. */
    public static final class Files {
        public SourceContext get(SourceContext request) {
            return request;
        }

        public Stream<SourceContext> watch(SourceContext request) {
            return Stream.of(request);
        }

        public Stream<SourceContext> chat(Stream<SourceContext> requests) {
            return requests;
        }
    }

    @Test
    void aUnaryMethodComesWithARequestToTryAndAStreamWithout() {
        List<String> records = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logRecord) {
                records.add(logRecord.getMessage());
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger logger = Logger.getLogger(ServiceHost.class.getName());
        logger.addHandler(handler);
        Files files = new Files();
        try (ServiceHost host = ServiceHost.builder(new InMemoryBroker().connect())
                .add(ServiceBinding.builder(SERVICE, Object.class, files)
                        .unary(GET, "get", files::get)
                        .serverStreaming(WATCH, "watch", files::watch)
                        .bidiStreaming(CHAT, "chat", files::chat)
                        .build())
                .start()) {
            assertThat(records).singleElement().asString().isEqualToNormalizingNewlines("""
                            Instance %s serves
                              files.get \u2190 SourceContext   try: nats req files.get '{"fileName":"World"}'
                              files.watch \u2190 SourceContext \u2192 stream of SourceContext
                              files.chat \u2190 stream of SourceContext \u2192 stream of SourceContext""".formatted(host.instance()));
        } finally {
            logger.removeHandler(handler);
        }
    }
}
