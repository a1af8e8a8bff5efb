package io.github.stubject.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between a client and a server on this machine that can be cut, can hang, and can be restored. */
final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private State state = State.OPEN;

    private enum State {
        OPEN,
        STALLED,
        CUT
    }

    /** @param target the port on this machine that everything goes to */
    TcpProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("proxy-accept", this::accept);
    }

    String url() {
        return "nats://127.0.0.1:" + listener.getLocalPort();
    }

    /** Ends all connections, and new ones at once. */
    synchronized void cut() {
        set(State.CUT);
        sockets.forEach(TcpProxy::close);
    }

    /** Lets nothing through any more, while all connections stay open. */
    synchronized void stall() {
        set(State.STALLED);
    }

    /** Lets everything through again, what waited included. */
    synchronized void restore() {
        set(State.OPEN);
    }

    private void set(State next) {
        state = next;
        notifyAll();
    }

    private synchronized boolean awaitPassable() throws InterruptedException {
        while (state == State.STALLED) {
            wait();
        }
        return state == State.OPEN;
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = listener.accept();
            try {
                connect(near, new Socket(InetAddress.getLoopbackAddress(), target));
            } catch (IOException e) { // there is no server
                close(near);
            }
        }
    }

    private synchronized void connect(Socket near, Socket far) {
        if (state == State.CUT) {
            close(near);
            close(far);
            return;
        }
        sockets.add(near);
        sockets.add(far);
        start("proxy-out", () -> copy(near, far));
        start("proxy-in", () -> copy(far, near));
    }

    private void copy(Socket from, Socket to) throws IOException, InterruptedException {
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int length = input.read(buffer); length >= 0 && awaitPassable(); length = input.read(buffer)) {
                output.write(buffer, 0, length);
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Something that goes on until a socket is closed. */
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException | InterruptedException e) {
                        // The end of one connection, or of all.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is closed as far as it can be.
        }
    }

    @Override
    public void close() {
        close(listener);
        cut();
    }
}
