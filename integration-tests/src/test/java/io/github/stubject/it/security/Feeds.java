package io.github.stubject.it.security;

import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Pipe;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcService;
import io.github.stubject.runtime.RpcStream;
import io.github.stubject.runtime.ServiceBinding;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service with a stream in each direction, and what its callers get. */
final class Feeds {
    private static final RpcService SERVICE = RpcService.of("acme.Feeds");
    private static final HelloRequest REQUEST = HelloRequest.getDefaultInstance();
    private static final HelloReply REPLY = HelloReply.getDefaultInstance();
    private static final RpcMethod<HelloRequest, HelloReply> WATCH =
            RpcMethod.serverStreaming(SERVICE, "Watch", "feeds.watch", REQUEST, REPLY);
    private static final RpcMethod<HelloRequest, HelloReply> RECORD =
            RpcMethod.clientStreaming(SERVICE, "Record", "feeds.record", REQUEST, REPLY);
    private static final RpcMethod<HelloRequest, HelloReply> CHAT =
            RpcMethod.bidiStreaming(SERVICE, "Chat", "feeds.chat", REQUEST, REPLY);

    private static final int MANY = 20_000;

    /** How many streams of answers have been closed. */
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What the generator would make of it. */
    public interface Service {
        default Stream<HelloReply> watch(HelloRequest request) {
            throw RpcException.unimplemented(WATCH);
        }

        default HelloReply record(Stream<HelloRequest> requests) {
            throw RpcException.unimplemented(RECORD);
        }

        default Stream<HelloReply> chat(Stream<HelloRequest> requests) {
            throw RpcException.unimplemented(CHAT);
        }
    }

    /** Its implementation. A request to watch says how many ticks, and how far apart. */
    private final class Implementation implements Service {
        @Override
        public Stream<HelloReply> watch(HelloRequest request) {
            String[] parts = request.getName().split(" ", -1);
            return Stream.iterate(0, i -> i + 1)
                    .limit(Long.parseLong(parts[0]))
                    .map(i -> tick(i, Long.parseLong(parts[1])))
                    .onClose(closed::countDown);
        }

        private HelloReply tick(int number, long millis) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return reply("tick " + number);
        }

        @Override
        public HelloReply record(Stream<HelloRequest> requests) {
            return reply("" + requests.count());
        }

        @Override
        public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
            return requests.map(request -> reply("re " + request.getName()));
        }
    }

    private static HelloReply reply(String text) {
        return HelloReply.newBuilder().setMessage(text).build();
    }

    private static HelloRequest request(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }

    ServiceBinding binding() {
        Service implementation = new Implementation();
        return ServiceBinding.builder(SERVICE, Service.class, implementation)
                .serverStreaming(WATCH, "watch", implementation::watch)
                .clientStreaming(RECORD, "record", implementation::record)
                .bidiStreaming(CHAT, "chat", implementation::chat)
                .build();
    }

    /** Calls in all directions, more than what may be under way at a time; "all" if it went well, else the error. */
    static String callAll(RpcClient client) {
        return outcome(() -> {
            long watched = client.serverStreaming(WATCH, request(MANY + " 0"), CallOptions.DEFAULT)
                    .count();
            String recorded = client.clientStreaming(RECORD, requests(MANY), CallOptions.DEFAULT)
                    .getMessage();
            String chatted = client.bidiStreaming(CHAT, requests(2), CallOptions.DEFAULT)
                    .map(HelloReply::getMessage)
                    .collect(Collectors.joining(","));
            return watched == MANY && recorded.equals("" + MANY) && chatted.equals("re 0,re 1")
                    ? "all"
                    : watched + " " + recorded + " " + chatted;
        });
    }

    private static Stream<HelloRequest> requests(int count) {
        return Stream.iterate(0, i -> i + 1).limit(count).map(i -> request("" + i));
    }

    /** Watches so many ticks; "all" if they came, else the error. */
    static String watch(RpcClient client, int ticks, long millis) {
        return outcome(() -> {
            long seen = client.serverStreaming(WATCH, request(ticks + " " + millis), CallOptions.DEFAULT)
                    .count();
            return seen == ticks ? "all" : seen + " of " + ticks;
        });
    }

    /** Waits for an answer to what was never sent. */
    static String chatIdly(RpcClient client) {
        return outcome(() -> {
            try (Pipe<HelloRequest> out = Pipe.create(1);
                    RpcStream<HelloReply> in = client.bidiStreaming(CHAT, out.stream(), CallOptions.DEFAULT)) {
                return "" + in.iterator().hasNext();
            }
        });
    }

    /** Sends so many requests. */
    static String record(RpcClient client, int requests) {
        return outcome(() -> client.clientStreaming(RECORD, requests(requests), CallOptions.DEFAULT)
                .getMessage());
    }

    /** Closes an endless stream after a tick; whether the implementation's is closed, too. */
    boolean cancelArrives(RpcClient client) throws InterruptedException {
        try (RpcStream<HelloReply> ticks =
                client.serverStreaming(WATCH, request(Long.MAX_VALUE + " 1"), CallOptions.DEFAULT)) {
            Iterator<HelloReply> iterator = ticks.iterator();
            HelloReply unused = iterator.next();
        }
        return closed.await(3, TimeUnit.SECONDS);
    }

    private interface Calling {
        String call();
    }

    private static String outcome(Calling calling) {
        try {
            return calling.call();
        } catch (RpcException e) {
            return e.code() + " " + e.text();
        }
    }
}
