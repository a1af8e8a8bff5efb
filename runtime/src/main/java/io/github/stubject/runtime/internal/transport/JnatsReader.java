package io.github.stubject.runtime.internal.transport;

import io.nats.client.Connection;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Looks into jnats for what it does not show: whether the thread that reads a connection still does. By reflection, found
 * once; where that fails, with another jnats or in a native image, every connection counts as read.
 */
final class JnatsReader {
    private static final System.Logger LOG = System.getLogger(JnatsReader.class.getName());
    private static final String CONNECTION = "io.nats.client.impl.NatsConnection";

    private static final @Nullable JnatsReader FOUND = find();

    private final Class<?> connectionClass;
    private final Method getReader;
    private final Method isRunning;

    private JnatsReader() throws ReflectiveOperationException {
        this.connectionClass = Class.forName(CONNECTION, true, Connection.class.getClassLoader());
        this.getReader = connectionClass.getDeclaredMethod("getReader");
        this.isRunning = getReader.getReturnType().getDeclaredMethod("isRunning");
        getReader.setAccessible(true);
        isRunning.setAccessible(true);
    }

    private static @Nullable JnatsReader find() {
        try {
            return new JnatsReader();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "This jnats does not tell whether a connection is read: after a malformed message the ping timer"
                            + " alone notices. Set a short pingInterval where callers are not trusted.",
                    e);
            return null;
        }
    }

    /** Whether it can be known at all. */
    static boolean isKnown() {
        return FOUND != null;
    }

    /** Whether a thread reads the connection, or will as soon as it is connected; true also where that cannot be known. */
    static boolean isReading(Connection connection) {
        if (FOUND == null || !FOUND.connectionClass.isInstance(connection)) {
            return true;
        }
        try {
            Object reader = FOUND.getReader.invoke(connection);
            return reader == null || (Boolean) FOUND.isRunning.invoke(reader);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
