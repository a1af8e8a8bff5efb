package io.github.stubject.natsserver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Real nats-servers that form one cluster, each a process of its own on 127.0.0.1, for tests of what happens when servers go
 * and come. A client that knows one server learns of the others from it.
 *
 * <pre>{@code
 * try (NatsCluster cluster = NatsCluster.start(3);
 *         Connection nats = Nats.connect(cluster.server(0).url())) {
 *     cluster.server(0).kill();   // the connection goes on with another
 *     ...
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads. The processes end with this JVM.
 */
public final class NatsCluster implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final int FORM_SECONDS = 30;
    private static final int ASK_AGAIN_MS = 20;
    private static final int ANSWER_MS = 5000;
    private static final int JETSTREAM_ANSWER_MS = 500;

    /** A stream that is made and deleted to see whether streams can be made. */
    private static final String PROBE = "stubject-probe";

    /** What the server says of a stream that is not there, perhaps because it was deleted by a question answered too late. */
    private static final String NOT_FOUND = "\"err_code\":10059";

    private final List<NatsServer> servers;

    private NatsCluster(List<NatsServer> servers) {
        this.servers = List.copyOf(servers);
    }

    /**
     * Starts servers on free ports and waits until each knows all others.
     *
     * @param size how many
     * @param configuration lines for the configuration of each of them, as of {@link NatsServer#start}
     * @throws NatsServerNotFoundException if there is no nats-server and none could be fetched
     * @throws IllegalStateException if one does not start, or does not find the others
     */
    public static NatsCluster start(int size, String... configuration) {
        if (size < 1) {
            throw new IllegalArgumentException("a cluster has 1 server or more, not " + size);
        }
        UncheckedIOException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return startOnce(size, configuration);
            } catch (UncheckedIOException e) { // another process took a port between being found free and being used
                last = e;
            }
        }
        throw new IllegalStateException("the cluster does not start", last);
    }

    private static NatsCluster startOnce(int size, String... configuration) {
        List<Integer> ports = freePorts(size);
        String routes = ports.stream().map(port -> "nats://127.0.0.1:" + port).collect(Collectors.joining(", "));
        List<NatsServer> started = new ArrayList<>();
        try {
            for (int i = 0; i < size; i++) {
                List<String> lines = new ArrayList<>(Arrays.asList(configuration));
                lines.add("server_name: server-" + i);
                lines.add("cluster { name: cluster, listen: \"127.0.0.1:" + ports.get(i) + "\", routes: [" + routes
                        + "] }");
                started.add(NatsServer.start(lines.toArray(String[]::new)));
            }
            NatsCluster cluster = new NatsCluster(started);
            cluster.awaitFormed();
            return cluster;
        } catch (RuntimeException e) {
            started.forEach(NatsServer::close);
            throw e;
        }
    }

    private static List<Integer> freePorts(int count) {
        try {
            Set<Integer> ports = new LinkedHashSet<>();
            while (ports.size() < count) {
                ports.add(NatsServer.freePort());
            }
            return List.copyOf(ports);
        } catch (IOException e) {
            throw new UncheckedIOException("no ports for a cluster", e);
        }
    }

    /** All servers, those that do not run included. */
    public List<NatsServer> servers() {
        return servers;
    }

    /** One of the servers, counted from 0. */
    public NatsServer server(int index) {
        return servers.get(index);
    }

    /** Where clients connect to, for clients that shall know all from the start. */
    public String[] urls() {
        return servers.stream().map(NatsServer::url).toArray(String[]::new);
    }

    /**
     * Waits until each server tells its clients of all others, as after {@link NatsServer#startAgain}.
     *
     * @throws IllegalStateException if that takes too long, or one does not run
     */
    public void awaitFormed() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FORM_SECONDS);
        for (NatsServer server : servers) {
            String info = greeting(server);
            while (!knowsAll(info)) {
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("server " + server.port() + " has not found the others within "
                            + FORM_SECONDS + " s; it says " + info + ", its log:\n"
                            + server.log().indent(2));
                }
                pause();
                info = greeting(server);
            }
        }
    }

    private boolean knowsAll(String info) {
        return servers.size() == 1
                || servers.stream().allMatch(server -> info.contains("\"127.0.0.1:" + server.port() + "\""));
    }

    /** What a server tells each client first. */
    private static String greeting(NatsServer server) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), ANSWER_MS);
            socket.setSoTimeout(ANSWER_MS);
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new IllegalStateException("server " + server.port() + " of the cluster does not answer", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ASK_AGAIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the cluster formed", e);
        }
    }

    /**
     * Waits until JetStream, switched on by {@code jetstream: enabled}, answers at each server, and a stream can have a replica
     * at each of them: a leader may be chosen before it knows all others. A stream with replicas may still have to choose its
     * own leader.
     *
     * @throws IllegalStateException if that takes too long, or one does not run
     */
    public void awaitJetStream() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FORM_SECONDS);
        for (NatsServer server : servers) {
            awaitAnswer(server, "$JS.API.INFO", "", end);
        }
        NatsServer first = servers.get(0);
        String probe = "{\"name\":\"" + PROBE + "\",\"subjects\":[\"" + PROBE
                + "\"],\"storage\":\"memory\",\"num_replicas\":" + servers.size() + "}";
        awaitAnswer(first, "$JS.API.STREAM.CREATE." + PROBE, probe, end);
        awaitAnswer(first, "$JS.API.STREAM.DELETE." + PROBE, "", end);
    }

    private static void awaitAnswer(NatsServer server, String subject, String body, long end) {
        String answer = ask(server, subject, body);
        while (!isGood(answer)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("JetStream of server " + server.port() + " is not ready within "
                        + FORM_SECONDS + " s; to " + subject + " it says \"" + answer + "\", its log:\n"
                        + server.log().indent(2));
            }
            pause();
            answer = ask(server, subject, body);
        }
    }

    private static boolean isGood(String answer) {
        return !answer.isEmpty() && (!answer.contains("\"error\"") || answer.contains(NOT_FOUND));
    }

    /** What JetStream answers through a server; empty if nothing. */
    private static String ask(NatsServer server, String subject, String body) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), ANSWER_MS);
            socket.setSoTimeout(JETSTREAM_ANSWER_MS);
            String question = "CONNECT {\"verbose\":false}\r\nSUB answer 1\r\nPUB " + subject + " answer "
                    + body.length() + "\r\n" + body + "\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            while (line != null && !line.startsWith("MSG ")) {
                line = reader.readLine();
            }
            String answer = line == null ? null : reader.readLine();
            return answer == null ? "" : answer;
        } catch (SocketTimeoutException e) {
            return ""; // without a leader nobody may answer
        } catch (IOException e) {
            throw new IllegalStateException("server " + server.port() + " of the cluster does not answer", e);
        }
    }

    /** Ends all processes and deletes their files. The second time nothing happens. */
    @Override
    public void close() {
        servers.forEach(NatsServer::close);
    }
}
