package io.github.stubject.runtime;

import static io.github.stubject.runtime.StreamService.CHAT;
import static io.github.stubject.runtime.StreamService.WATCH;
import static io.github.stubject.runtime.TestService.hello;
import static io.github.stubject.runtime.TestService.reply;

import io.github.stubject.runtime.StreamService.Streams;
import io.github.stubject.runtime.test.HelloReply;
import io.github.stubject.runtime.test.HelloRequest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A service, or a client with open streams, in a JVM of its own that can be killed or stopped. It says what happens line by
 * line, and ends with its standard input.
 */
final class PeerProcess implements AutoCloseable {
    static final String IDLE = "idle";
    static final String BUSY = "busy";

    static final String READY = "ready";

    private final Process process;
    private final BufferedReader output;

    private PeerProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static PeerProcess service(String url) throws IOException {
        return start(PeerProcess.class, "service", url);
    }

    /** A client with three streams: an idle and a busy one of answers, and an idle one both ways. */
    static PeerProcess client(String url) throws IOException {
        return start(PeerProcess.class, "client", url);
    }

    /** Whatever a class's {@code main} does, once it has said {@value #READY}. */
    static PeerProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1", // it does not live long
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        PeerProcess peer = new PeerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        String line = peer.nextLine();
        if (!READY.equals(line)) {
            peer.kill();
            throw new IllegalStateException("it did not start: " + line);
        }
        return peer;
    }

    String nextLine() throws IOException {
        return String.valueOf(output.readLine());
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Lets it do nothing any more, or go on. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IllegalStateException("kill -" + name + " failed");
        }
    }

    /** Waits until it is gone, for whatever reason. */
    void awaitGone() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        awaitGone();
    }

    public static void main(String[] args) throws Exception {
        try (Connection nats = Nats.connect(
                new Options.Builder().server(args[1]).maxReconnects(-1).build())) {
            if (args[0].equals("service")) {
                serve(nats);
            } else {
                call(nats);
            }
        }
    }

    private static void serve(Connection nats) throws IOException {
        try (ServiceHost host = ServiceHost.builder(nats)
                .add(StreamService.of(new Waiting(new CountDownLatch(Integer.MAX_VALUE))))
                .start()) {
            say(host.instance().isEmpty() ? "" : READY);
            awaitEnd();
        }
    }

    private static void call(Connection nats) throws Exception {
        RpcClient client = RpcClient.shared(nats);
        CountDownLatch open = new CountDownLatch(3);
        Pipe<HelloRequest> requests = Pipe.create(1);
        take(client.serverStreaming(WATCH, hello(IDLE), CallOptions.DEFAULT), open);
        take(client.serverStreaming(WATCH, hello(BUSY), CallOptions.DEFAULT), open);
        take(client.bidiStreaming(CHAT, requests.stream(), CallOptions.DEFAULT), open);
        requests.send(hello("first"));
        open.await();
        say(READY);
        awaitEnd();
    }

    private static void take(RpcStream<HelloReply> replies, CountDownLatch open) {
        new Thread(() -> {
                    try {
                        replies.forEach(reply -> open.countDown());
                        say("complete");
                    } catch (RpcException e) {
                        say(e.code().name());
                    }
                })
                .start();
    }

    static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
    }

    /** Answers once and then waits, answers without end, or waits for requests; counts what is interrupted or ended. */
    static final class Waiting implements Streams {
        private final CountDownLatch stopped;

        Waiting(CountDownLatch stopped) {
            this.stopped = stopped;
        }

        @Override
        public Stream<HelloReply> watch(HelloRequest request) {
            boolean idle = request.getName().equals(IDLE);
            return Stream.iterate(0, i -> i + 1)
                    .map(i -> {
                        if (idle && i > 0) {
                            sleep();
                        }
                        return reply("" + i);
                    })
                    .onClose(stopped::countDown);
        }

        @Override
        public Stream<HelloReply> chat(Stream<HelloRequest> requests) {
            return requests.map(request -> reply(request.getName())).onClose(stopped::countDown);
        }

        @Override
        public HelloReply record(Stream<HelloRequest> requests) {
            try {
                return reply("" + requests.count());
            } finally {
                stopped.countDown();
            }
        }

        private static void sleep() {
            try {
                TimeUnit.DAYS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
