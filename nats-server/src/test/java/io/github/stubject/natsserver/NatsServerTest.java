package io.github.stubject.natsserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With the real nats-server of this machine, or the one that the finder fetches. */
class NatsServerTest {
    @Test
    void listensOnALoopbackPortOfItsOwn() throws IOException {
        try (NatsServer one = NatsServer.start();
                NatsServer two = NatsServer.start()) {
            assertThat(one.url()).isEqualTo("nats://127.0.0.1:" + one.port());
            assertThat(one.port()).isNotEqualTo(two.port());
            assertThat(info(one)).contains("\"host\":\"127.0.0.1\"", "\"port\":" + one.port());
            assertThat(info(two)).contains("\"port\":" + two.port());
        }
    }

    @Test
    void takesLinesOfConfiguration() throws IOException {
        try (NatsServer server = NatsServer.start("max_payload: 4321", "port: 1", "jetstream: enabled")) {
            assertThat(info(server)).contains("\"max_payload\":4321", "\"jetstream\":true");
        }
    }

    @Test
    void aMistakeInTheConfigurationIsAnErrorWithTheServersWords() {
        assertThatThrownBy(() -> NatsServer.start("no_such_option: true"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no_such_option");
    }

    @Test
    void stopsAndStartsAgainOnTheSamePort() throws IOException {
        try (NatsServer server = NatsServer.start()) {
            long first = server.pid();
            server.stop();
            assertThat(server.log()).contains("Server Exiting");
            assertThatThrownBy(() -> info(server)).isInstanceOf(ConnectException.class);

            server.startAgain();
            assertThat(info(server)).contains("\"port\":" + server.port());
            assertThat(server.pid()).isNotEqualTo(first);

            server.kill();
            assertThatThrownBy(() -> info(server)).isInstanceOf(ConnectException.class);
            server.startAgain();
            server.startAgain();
            assertThat(info(server)).contains("\"port\":" + server.port());
        }
    }

    @Test
    void pausesAndGoesOn() throws IOException {
        try (NatsServer server = NatsServer.start()) {
            server.pause();
            assertThatThrownBy(() -> info(server)).isInstanceOf(SocketTimeoutException.class);
            server.resume();
            assertThat(info(server)).contains("\"port\":" + server.port());
            server.pause();
        }
    }

    @Test
    void closeEndsTheProcessAndIsFinal() {
        NatsServer server = NatsServer.start();
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        server.close();
        server.close();
        assertThat(process.isAlive()).isFalse();
        assertThatThrownBy(server::startAgain).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptedStartLeavesNothingBehind() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(NatsServer::start).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void theServerEndsWithAJvmThatIsTerminated() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAServerAndWaits.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(server.isAlive()).isTrue();
            jvm.destroy();
            server.onExit().get(30, TimeUnit.SECONDS);
        } finally {
            jvm.destroyForcibly().waitFor();
        }
    }

    /** Prints the server's process id. */
    static final class StartsAServerAndWaits {
        private StartsAServerAndWaits() {}

        public static void main(String[] args) throws InterruptedException {
            System.out.println(NatsServer.start().pid());
            Thread.currentThread().join();
        }
    }

    /** The line with which a server greets whoever connects. */
    private static String info(NatsServer server) throws IOException {
        try (Socket socket = new Socket()) {
            // A paused server lets its system accept the connection, and says nothing.
            socket.setSoTimeout(500);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 10_000);
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
