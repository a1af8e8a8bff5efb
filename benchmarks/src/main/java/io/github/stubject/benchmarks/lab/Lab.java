package io.github.stubject.benchmarks.lab;

import io.github.stubject.natsserver.NatsServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a contender has to itself: nats-server, and the way its processes are started. */
public final class Lab implements AutoCloseable {
    private static final List<String> ONE_CORE = List.of("taskset", "-c", "0");

    private final NatsServer server;
    private final List<String> prefix;

    private Lab(NatsServer server, List<String> prefix) {
        this.server = server;
        this.prefix = prefix;
    }

    static Lab open(Setting setting) throws IOException, InterruptedException {
        NatsServer server = setting == Setting.JETSTREAM ? NatsServer.start("jetstream: enabled") : NatsServer.start();
        if (setting != Setting.ONE_CORE) {
            return new Lab(server, List.of());
        }
        pin(server.pid());
        return new Lab(server, ONE_CORE);
    }

    /** Whether a setting can be had here. */
    static boolean offers(Setting setting) {
        return setting != Setting.ONE_CORE || System.getProperty("os.name").equals("Linux");
    }

    private static void pin(long pid) throws IOException, InterruptedException {
        List<String> command = List.of("taskset", "-a", "-c", "-p", "0", Long.toString(pid));
        Process taskset = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (taskset.waitFor() != 0) {
            throw new IOException(command + " failed");
        }
    }

    /** Where nats-server is. */
    public String nats() {
        return server.url();
    }

    /** A command that runs as all processes of the contender do. */
    public List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** Starts a service that is not measured; close it when it is not needed any more. */
    public AutoCloseable serve(Class<? extends Service> service, Settings settings) throws IOException {
        return start(service, settings.withNats(nats()));
    }

    ChildProcess start(Class<?> task, Settings settings) throws IOException {
        return ChildProcess.start(prefix, task, settings);
    }

    ProcessHandle broker() {
        return ProcessHandle.of(server.pid()).orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}
