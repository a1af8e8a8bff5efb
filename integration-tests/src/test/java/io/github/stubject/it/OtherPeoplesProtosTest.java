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
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberAsync;
import com.google.pubsub.v1.SubscriberBinding;
import com.google.pubsub.v1.SubscriberClient;
import com.google.pubsub.v1.Topic;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.github.stubject.it.etcd.KV;
import io.github.stubject.it.etcd.KVBinding;
import io.github.stubject.it.etcd.KVClient;
import io.github.stubject.it.etcd.Lease;
import io.github.stubject.it.etcd.LeaseBinding;
import io.github.stubject.it.etcd.LeaseClient;
import io.github.stubject.runtime.Pipe;
import io.github.stubject.runtime.RpcStream;
import io.github.stubject.runtime.ServiceHost;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceService;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceBinding;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceClient;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    @Test
    void etcdsLeasesAreKeptAliveByAConversation() {
        Lease leases = new Lease() {
            @Override
            public Stream<LeaseKeepAliveResponse> leaseKeepAlive(Stream<LeaseKeepAliveRequest> requests) {
                return requests.map(request -> LeaseKeepAliveResponse.newBuilder()
                        .setID(request.getID())
                        .setTTL(10)
                        .build());
            }
        };
        try (ServiceHost host = ServiceHost.builder(wire.service)
                        .add(LeaseBinding.of(leases))
                        .start();
                Pipe<LeaseKeepAliveRequest> requests = Pipe.create(4);
                RpcStream<LeaseKeepAliveResponse> responses =
                        LeaseClient.create(wire.caller).leaseKeepAlive(requests.stream())) {
            Iterator<LeaseKeepAliveResponse> kept = responses.iterator();

            for (long id = 1; id <= 50; id++) {
                requests.send(LeaseKeepAliveRequest.newBuilder().setID(id).build());
                assertThat(kept.next())
                        .isEqualTo(LeaseKeepAliveResponse.newBuilder()
                                .setID(id)
                                .setTTL(10)
                                .build());
            }
            requests.close();
            assertThat(kept.hasNext()).isFalse();
            assertThat(host.stats()).containsOnlyKeys(LeaseBinding.LEASE_KEEP_ALIVE);
        }
    }

    @Test
    void googlesPubSubSubscriberPullsByAStreamThatDoesNotBlock() {
        SubscriberAsync subscriber = new SubscriberAsync() {
            @Override
            public Flow.Publisher<StreamingPullResponse> streamingPull(Flow.Publisher<StreamingPullRequest> requests) {
                return responses -> requests.subscribe(new Answering(responses));
            }
        };
        try (ServiceHost host = ServiceHost.builder(wire.service)
                .add(SubscriberBinding.ofAsync(subscriber))
                .start()) {
            Stream<StreamingPullRequest> requests = IntStream.range(0, 1000)
                    .mapToObj(i -> StreamingPullRequest.newBuilder()
                            .addAckIds("ack " + i)
                            .build());

            List<String> acknowledged = SubscriberClient.create(wire.caller)
                    .streamingPull(requests)
                    .map(response -> response.getReceivedMessages(0).getAckId())
                    .toList();

            assertThat(acknowledged)
                    .isEqualTo(
                            IntStream.range(0, 1000).mapToObj(i -> "ack " + i).toList());
            assertThat(host.stats()).containsOnlyKeys(SubscriberBinding.STREAMING_PULL);
        }
    }

    /** Answers each request at once. */
    private record Answering(Flow.Subscriber<? super StreamingPullResponse> responses)
            implements Flow.Subscriber<StreamingPullRequest> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            responses.onSubscribe(subscription);
        }

        @Override
        public void onNext(StreamingPullRequest request) {
            StreamingPullResponse.Builder response = StreamingPullResponse.newBuilder();
            response.addReceivedMessagesBuilder().setAckId(request.getAckIds(0));
            responses.onNext(response.build());
        }

        @Override
        public void onError(Throwable failure) {
            responses.onError(failure);
        }

        @Override
        public void onComplete() {
            responses.onComplete();
        }
    }
}
