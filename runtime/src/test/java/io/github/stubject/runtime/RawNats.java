package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.natsserver.NatsServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that speaks the NATS protocol by itself, and so can send what jnats would not. */
final class RawNats implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    RawNats(NatsServer server) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        assertThat(in.readLine()).startsWith("INFO ");
        send(
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,\"no_responders\":true,\"echo\":true}\r\n");
        flush();
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Publishes with a header block that may be anything; one character is one byte. */
    void publish(String subject, String replyTo, String headers, byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = headers.length();
        out.writeBytes(
                ("HPUB " + subject + " " + replyTo + " " + length + " " + (length + data.length) + "\r\n" + headers)
                        .getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(data);
        out.writeBytes(new byte[] {'\r', '\n'});
        socket.getOutputStream().write(out.toByteArray());
    }

    void subscribe(String subject) throws IOException {
        send("SUB " + subject + " 1\r\n");
        flush();
    }

    /** The reply subject of the next message without headers. */
    String nextReplyTo() throws IOException {
        String line = nextLine();
        while (!line.startsWith("MSG ") && !line.startsWith("HMSG ")) {
            line = nextLine();
        }
        return line.split(" ", -1)[3];
    }

    private String nextLine() throws IOException {
        String line = in.readLine();
        assertThat(line).as("what the server says").isNotNull().doesNotStartWith("-ERR");
        return line;
    }

    /** Waits until the server has handled all of it. */
    void flush() throws IOException {
        send("PING\r\n");
        while (!nextLine().equals("PONG")) {
            // Something else first.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
