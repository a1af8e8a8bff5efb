package io.github.stubject.natsserver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks NATS by hand: this module knows no client. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader reader;
    private final OutputStream output;
    private final String info;

    RawClient(NatsServer server) throws IOException {
        this(server, 10_000);
    }

    /** @param patienceMillis how long to wait for each answer */
    RawClient(NatsServer server, int patienceMillis) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(patienceMillis);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        output = socket.getOutputStream();
        info = reader.readLine();
        send("CONNECT {\"verbose\":false}");
    }

    /** The line with which the server greets. */
    String info() {
        return info;
    }

    void send(String lines) throws IOException {
        output.write((lines + "\r\n").getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    /** The payload of the answer to a request. */
    String request(String subject, String body) throws IOException {
        send("SUB answers 7\r\nUNSUB 7 1\r\nPUB " + subject + " answers " + body.length() + "\r\n" + body);
        String line;
        do {
            line = reader.readLine();
        } while (line != null && !line.startsWith("MSG answers "));
        return String.valueOf(reader.readLine());
    }

    String readUntil(String last) throws IOException {
        StringBuilder read = new StringBuilder();
        String line;
        do {
            line = reader.readLine();
            read.append(line).append('\n');
        } while (line != null && !line.equals(last));
        return read.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
