package io.github.stubject.natsserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A real nats-server in a process of its own, for tests and samples. It listens on 127.0.0.1 only and on a port that
 * it keeps, whatever happens to the process: stop or kill it and start it again, and clients reconnect.
 *
 * <pre>{@code
 * try (NatsServer server = NatsServer.start();
 *         Connection nats = Nats.connect(server.url())) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads. The process ends with this JVM, also when that gets a SIGTERM.
 */
public final class NatsServer implements AutoCloseable {
    // Below the ports that systems give to outgoing connections. One of those could take the port while the server is
    // down, even the client's own that tries to reconnect to it.
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;

    private static final int ATTEMPTS = 20;

    private final Path program;
    private final Path folder;
    private final int port;
    private ServerProcess process;
    private boolean closed;

    private NatsServer(Path program, Path folder, int port, ServerProcess process) {
        this.program = program;
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a server on a free port and waits until it accepts connections.
     *
     * @param configuration lines of a configuration file, if any is needed. Address and port stay those chosen here, and
     *     the log must not be sent elsewhere. JetStream, if switched on by {@code jetstream: enabled}, keeps its files in a
     *     folder of this server's own until {@link #close}, so that what it has stored is there after {@link #startAgain}
     * @throws NatsServerNotFoundException if there is no nats-server and none could be fetched
     * @throws IllegalStateException if it does not start; the message has its log
     */
    public static NatsServer start(String... configuration) {
        Path program = NatsServerFinder.find();
        try {
            Path folder = Temporary.folder();
            try {
                Files.write(folder.resolve("nats-server.conf"), List.of(configuration));
                return start(program, folder);
            } catch (IOException | RuntimeException e) {
                Temporary.delete(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start nats-server", e);
        }
    }

    private static NatsServer start(Path program, Path folder) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            ServerProcess process = ServerProcess.start(command(program, folder, port));
            // Another process may have been faster.
            if (process.awaitReady()) {
                return new NatsServer(program, folder, port, process);
            }
        }
        throw new IOException("others took each port that was free");
    }

    /** Where clients connect to: {@code nats://127.0.0.1:<port>}. */
    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /** The port, the same as long as this object lives. */
    public int port() {
        return port;
    }

    /** The id of the process that runs, or ran last. */
    public synchronized long pid() {
        return process.pid();
    }

    /** The last lines that the process wrote: at most 500, since its last start. */
    public synchronized String log() {
        return process.log();
    }

    /** Ends the process as SIGTERM does. Nothing happens if it does not run. */
    public synchronized void stop() {
        process.stop();
    }

    /** Ends the process as {@code kill -9} does. Nothing happens if it does not run. */
    public synchronized void kill() {
        process.kill();
    }

    /**
     * Starts the process again, on the same port. Nothing happens if it runs.
     *
     * @throws IllegalStateException if it does not start, another process has taken the port, or this is closed
     */
    public synchronized void startAgain() {
        if (closed) {
            throw new IllegalStateException("this server is closed");
        }
        if (process.isAlive()) {
            return;
        }
        process = ServerProcess.start(command(program, folder, port));
        if (!process.awaitReady()) {
            throw new IllegalStateException("another process has taken port " + port);
        }
    }

    /**
     * Stops the process in its tracks: connections stay open and nothing answers, as when a network or a machine hangs.
     * {@link #resume} lets it go on.
     *
     * @throws UnsupportedOperationException on Windows
     */
    public synchronized void pause() {
        Signals.send("STOP", process.pid());
    }

    /** Lets a paused process go on. */
    public synchronized void resume() {
        Signals.send("CONT", process.pid());
    }

    /** Ends the process and deletes its files. The second time nothing happens. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            // Nothing is left to be saved, and a paused process would not hear anything else.
            process.kill();
            Temporary.delete(folder);
        }
    }

    private static List<String> command(Path program, Path folder, int port) {
        // Arguments win over the configuration.
        return List.of(
                program.toString(),
                "--addr",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--config",
                folder.resolve("nats-server.conf").toString(),
                "--store_dir",
                folder.resolve("store").toString());
    }

    static int freePort() throws IOException {
        IOException last = new IOException("no port tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException("no free port between " + FIRST_PORT + " and " + LAST_PORT, last);
    }
}
