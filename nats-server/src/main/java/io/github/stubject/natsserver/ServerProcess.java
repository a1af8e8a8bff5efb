package io.github.stubject.natsserver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One running nats-server: the process and the end of its log. Safe for use by several threads. */
final class ServerProcess {
    /** What a server logs last while it starts, and what the log says if another process has the port. */
    private static final String READY = "Server is ready";

    private static final String PORT_TAKEN = "address already in use";

    private static final int START_SECONDS = 30;
    private static final int STOP_SECONDS = 10;
    private static final int LOG_LINES = 500;

    private final Process process;
    private final Deque<String> log = new ArrayDeque<>();
    private final CountDownLatch readyOrEnded = new CountDownLatch(1);
    private final Thread logReader;
    private volatile boolean ready;

    private ServerProcess(Process process) {
        this.process = process;
        logReader = new Thread(this::readLog, "nats-server-log-" + process.pid());
        logReader.setDaemon(true);
    }

    /** Starts a process; {@link #awaitReady} waits for it. */
    static ServerProcess start(List<String> command) {
        try {
            ServerProcess server =
                    new ServerProcess(Temporary.process(new ProcessBuilder(command).redirectErrorStream(true)));
            server.logReader.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
        }
    }

    /**
     * Waits until the server accepts connections.
     *
     * @return false if it ended because another process has its port
     * @throws IllegalStateException if it ended for another reason, or is not ready in time; the message has its log
     */
    boolean awaitReady() {
        String failure;
        try {
            failure = readyOrEnded.await(START_SECONDS, TimeUnit.SECONDS)
                    ? "ended while it started"
                    : "was not ready within " + START_SECONDS + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "was stopped, because this thread was interrupted";
        }
        if (ready) {
            return true;
        }
        kill();
        if (log().contains(PORT_TAKEN)) {
            return false;
        }
        throw new IllegalStateException("nats-server " + failure + "; its log:\n" + log().indent(2));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        synchronized (log) {
            return String.join("\n", log);
        }
    }

    /** Asks it to end, and kills it if it does not. */
    void stop() {
        // Of the handle: that of the process closes its streams, and the end of the log would be lost.
        process.toHandle().destroy();
        if (!ended()) {
            kill();
        }
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
        Temporary.kill(process);
        if (!ended()) {
            throw new IllegalStateException("nats-server " + pid() + " does not end");
        }
    }

    /** Waits until the process has ended and its log is read; false if that takes too long. */
    private boolean ended() {
        boolean interrupted = false;
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
            while (true) {
                try {
                    boolean ended = process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (ended) {
                        logReader.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
                    }
                    return ended;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void readLog() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                keep(line);
                if (line.contains(READY)) {
                    ready = true;
                    readyOrEnded.countDown();
                }
            }
        } catch (IOException e) {
            keep("(the log cannot be read: " + e + ")");
        } finally {
            readyOrEnded.countDown();
        }
    }

    private void keep(String line) {
        synchronized (log) {
            log.add(line);
            if (log.size() > LOG_LINES) {
                log.remove();
            }
        }
    }
}
