package io.github.stubject.it.documented;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.html.HtmlPage;
import io.github.stubject.it.DescriptorSets;
import io.github.stubject.it.Wire;
import io.github.stubject.runtime.ServiceHost;
import io.github.stubject.runtime.SubscribeOptions;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a page says to paste does what it says, over a real nats-server. */
@Timeout(60)
class PastedCommandsTest {
    private static final String PREFIX = "staging";

    private final Wire wire = new Wire();
    private final BlockingQueue<Loan> heard = new LinkedBlockingQueue<>();
    private final Map<String, Message> asked = new HashMap<>();
    private ServiceHost host;

    /** Answers with what it was asked, and notes it. */
    private final class EchoingLibrary implements Library {
        private <T extends Message> T echo(String method, T message) {
            asked.put(method, message);
            return message;
        }

        @Override
        public Loan borrow(Loan loan) {
            return echo("Borrow", loan);
        }

        @Override
        public Loan shelve(Loan loan) {
            return echo("Shelve", loan);
        }

        @Override
        public Empty count(Empty empty) {
            return echo("Count", empty);
        }

        @Override
        public Loan bind(Loan loan) {
            return echo("Bind", loan);
        }

        @Override
        public Timestamp opened(Timestamp time) {
            return echo("Opened", time);
        }

        @Override
        public StringValue title(StringValue title) {
            return echo("Title", title);
        }

        @Override
        public Older archive(Older older) {
            return echo("Archive", older);
        }
    }

    @BeforeEach
    void start() {
        LibraryListener listener = new LibraryListener() {
            @Override
            public void read(Loan loan) {
                heard.add(loan);
            }
        };
        host = ServiceHost.builder(wire.service)
                .prefix(PREFIX)
                .add(LibraryBinding.of(new EchoingLibrary()))
                .add(LibraryBinding.listener(listener, SubscribeOptions.DEFAULT))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        wire.close();
    }

    private static Document page() throws Exception {
        return Jsoup.parse(HtmlPage.write(DocumentRequest.builder(
                        DescriptorSets.of(DocumentedProto.getDescriptor()), Set.of("documented/documented.proto"))
                .prefix(PREFIX)
                .build()));
    }

    private static NatsCommand command(Document page, MethodDescriptor method, String verb) {
        return page.getElementsByAttributeValue("id", method.getFullName()).select(".command").eachText().stream()
                .map(NatsCommand::parse)
                .filter(command -> command.verb().equals(verb))
                .findFirst()
                .orElseThrow();
    }

    private static MethodDescriptor method(String name) {
        return DocumentedProto.getDescriptor().findServiceByName("Library").findMethodByName(name);
    }

    @Test
    void everyRequestIsAnsweredInJson() throws Exception {
        Document page = page();
        for (MethodDescriptor method :
                DocumentedProto.getDescriptor().findServiceByName("Library").getMethods()) {
            if (!method.getName().equals("Read")) {
                NatsCommand command = command(page, method, "req");

                io.nats.client.Message reply = wire.caller.request(command.message(), command.timeout());

                assertThat(reply).as(command.toString()).isNotNull();
                String json = new String(reply.getData(), UTF_8);
                assertThat(reply.getHeaders().getFirst("Stubject-Code"))
                        .as("%s: %s", command, json)
                        .isNull();
                assertThat(reply.getHeaders().getFirst("Content-Type")).isEqualTo("application/json");
                Message told = asked.get(method.getName());
                assertThat(json)
                        .isEqualToIgnoringWhitespace(JsonFormat.printer().print(told));
            }
        }
        assertThat(asked).hasSize(7);
    }

    @Test
    void aRequestSaysAllThatThePageShowsOfIt() throws Exception {
        NatsCommand command = command(page(), method("Borrow"), "req");

        wire.caller.request(command.message(), command.timeout());

        Loan loan = (Loan) asked.get("Borrow");
        assertThat(loan.getReader().getName()).isEqualTo("my-name");
        assertThat(loan.getReader().getKind()).isEqualTo(Kind.CHILD);
        assertThat(loan.getNote()).isEqualTo("my-note");
        assertThat(loan.getLoansCount()).isZero();
        assertThat(loan.getKindsOrThrow(1)).isEqualTo(Kind.CHILD);
        assertThat(loan.hasAt()).isTrue();
        assertThat(command.subject()).isEqualTo("staging.library.borrow.my-name.CHILD.1.true.1");
        assertThat(command(page(), method("Bind"), "req").timeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aPublishedEventReachesListenersAndThoseWhoSubscribe() throws Exception {
        NatsCommand publish = command(page(), method("Read"), "pub");
        Subscription subscription =
                wire.caller.subscribe(command(page(), method("Read"), "sub").subject());

        wire.caller.publish(publish.message());

        await().atMost(Duration.ofSeconds(10)).until(() -> !heard.isEmpty());
        assertThat(heard.remove().getReader().getName()).isEqualTo("my-name");
        assertThat(new String(subscription.nextMessage(Duration.ofSeconds(10)).getData(), UTF_8))
                .isEqualTo(publish.payload());
    }
}
