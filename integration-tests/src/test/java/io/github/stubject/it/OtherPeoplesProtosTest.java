package io.github.stubject.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.Publisher;
import com.google.pubsub.v1.PublisherBinding;
import com.google.pubsub.v1.PublisherClient;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Topic;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.github.stubject.it.etcd.KV;
import io.github.stubject.it.etcd.KVBinding;
import io.github.stubject.it.etcd.KVClient;
import io.github.stubject.runtime.ServiceHost;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceService;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceBinding;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceClient;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services that others wrote for gRPC, generated from the protos inside their jars, over a real nats-server. */
@Timeout(60)
class OtherPeoplesProtosTest {
    private final Wire wire = new Wire();

    @AfterEach
    void stop() throws Exception {
        wire.close();
    }

    @Test
    void googlesPubSubPublisherWithTwoOfItsMethods() {
        Publisher publisher = new Publisher() {
            @Override
            public PublishResponse publish(PublishRequest request) {
                List<String> ids = IntStream.range(0, request.getMessagesCount())
                        .mapToObj(i -> request.getTopic() + "#" + i)
                        .toList();
                return PublishResponse.newBuilder().addAllMessageIds(ids).build();
            }

            @Override
            public Topic getTopic(GetTopicRequest request) {
                return Topic.newBuilder().setName(request.getTopic()).build();
            }
        };
        try (ServiceHost host = ServiceHost.builder(wire.service)
                .add(PublisherBinding.of(publisher))
                .start()) {
            PublisherClient client = PublisherClient.create(wire.caller);

            assertThat(host.stats()).containsOnlyKeys(PublisherBinding.PUBLISH, PublisherBinding.GET_TOPIC);
            assertThat(PublisherBinding.GET_TOPIC.subject()).isEqualTo("google.pubsub.v1.publisher.getTopic");
            assertThat(client.getTopic(GetTopicRequest.newBuilder()
                                    .setTopic("news")
                                    .build())
                            .getName())
                    .isEqualTo("news");
            assertThat(client.publish(PublishRequest.newBuilder()
                                    .setTopic("news")
                                    .addMessages(PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("a")))
                                    .addMessages(PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("b")))
                                    .build())
                            .getMessageIdsList())
                    .containsExactly("news#0", "news#1");
        }
    }

    @Test
    void openTelemetrysTraceCollector() {
        TraceService collector = new TraceService() {
            @Override
            public ExportTraceServiceResponse export(ExportTraceServiceRequest request) {
                ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
                response.getPartialSuccessBuilder().setRejectedSpans(request.getResourceSpansCount());
                return response.build();
            }
        };
        try (ServiceHost host = ServiceHost.builder(wire.service)
                .add(TraceServiceBinding.of(collector))
                .start()) {
            ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
            request.addResourceSpansBuilder();

            assertThat(TraceServiceClient.create(wire.caller)
                            .export(request.build())
                            .getPartialSuccess()
                            .getRejectedSpans())
                    .isEqualTo(1);
            assertThat(host.stats()).hasSize(1);
        }
    }

    @Test
    void etcdsKeyValueService() {
        KV store = new KV() {
            @Override
            public PutResponse put(PutRequest request) {
                PutResponse.Builder response = PutResponse.newBuilder();
                response.getPrevKvBuilder().setKey(request.getKey());
                return response.build();
            }
        };
        try (ServiceHost host =
                ServiceHost.builder(wire.service).add(KVBinding.of(store)).start()) {
            ByteString key = ByteString.copyFromUtf8("k");

            assertThat(KVClient.create(wire.caller)
                            .put(PutRequest.newBuilder().setKey(key).build())
                            .getPrevKv()
                            .getKey())
                    .isEqualTo(key);
            assertThat(host.stats()).containsOnlyKeys(KVBinding.PUT);
        }
    }
}
