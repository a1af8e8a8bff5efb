package io.github.stubject.natsserver;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Finds a nats-server on this machine, or fetches one.
 *
 * <p>In this order: the path in the system property {@value #PROPERTY} or the environment variable {@value #VARIABLE};
 * the PATH and the usual places; on Debian, Ubuntu and their like the distribution's package, unpacked into
 * {@code ~/.cache/stubject/nats-server} (or below {@code XDG_CACHE_HOME}). Nothing is installed and root is not needed.
 */
public final class NatsServerFinder {
    /** The system property that names the server to use. */
    public static final String PROPERTY = "stubject.nats-server";

    /** The environment variable that names the server to use, where the property is not set. */
    public static final String VARIABLE = "STUBJECT_NATS_SERVER";

    private static final Object ONE_FETCH_AT_A_TIME = new Object();

    private final Machine machine;
    private final Commands commands;
    private final Consumer<String> progress;

    NatsServerFinder(Machine machine, Commands commands, Consumer<String> progress) {
        this.machine = machine;
        this.commands = commands;
        this.progress = progress;
    }

    /**
     * The path of a nats-server. The first call on a machine without one may take as long as a download of about 15 MB;
     * it tells its progress on the standard error stream. May be called by any number of threads and processes.
     *
     * @return an absolute path
     * @throws NatsServerNotFoundException if there is none and none could be fetched, or if the property or the variable
     *     names something else than an executable file; the message says what to do
     */
    public static Path find() {
        return new NatsServerFinder(
                        Machine.current(), new ProcessCommands(), line -> System.err.println("stubject: " + line))
                .search();
    }

    /** Prints the path of a nats-server, for shell scripts. Exits with 1 and a reason if there is none. */
    public static void main(String[] args) {
        try {
            System.out.println(find());
        } catch (NatsServerNotFoundException e) {
            System.err.println("stubject: " + e.getMessage());
            System.exit(1);
        }
    }

    Path search() {
        return machine.explicitServer()
                .map(NatsServerFinder::checked)
                .or(() -> machine.program("nats-server"))
                .orElseGet(this::cachedOrFetched)
                .toAbsolutePath()
                .normalize();
    }

    private static Path checked(String explicit) {
        Path path = Path.of(explicit);
        if (!Machine.isProgram(path)) {
            throw new NatsServerNotFoundException("\"" + explicit + "\", which the system property " + PROPERTY
                    + " or the environment variable " + VARIABLE
                    + " names, is not an executable file. Name the nats-server program there, or unset it.");
        }
        return path;
    }

    private Path cachedOrFetched() {
        if (!DebianPackage.isPossibleOn(machine)) {
            throw new NatsServerNotFoundException(howToInstall("nats-server is not installed on this machine."));
        }
        ServerCache cache =
                new ServerCache(machine.cacheHome().resolve("stubject/nats-server"), machine.architecture());
        synchronized (ONE_FETCH_AT_A_TIME) {
            try {
                var cached = cache.find();
                return cached.isPresent() ? cached.get() : new DebianPackage(commands, progress).fetchInto(cache);
            } catch (IOException e) {
                throw new NatsServerNotFoundException(
                        howToInstall(
                                "nats-server is not installed on this machine, and its package could not be fetched"
                                        + " into " + cache.folder() + ":\n" + reason(e)),
                        e);
            }
        }
    }

    private static String reason(IOException e) {
        // The messages of file system errors are mere paths: the type tells what is wrong with them.
        String message = e instanceof FileSystemException ? e.toString() : String.valueOf(e.getMessage());
        return message.indent(2).stripTrailing();
    }

    private static String howToInstall(String what) {
        return what + "\n" + """
                Install it:
                  Debian, Ubuntu   sudo apt-get install nats-server
                  macOS            brew install nats-server
                  Windows          scoop install nats-server
                  elsewhere        unpack a release of https://github.com/nats-io/nats-server/releases
                Or name the program: -D%s=/path/to/nats-server, or the environment variable %s.
                It was looked for on the PATH and in the usual places.""".formatted(PROPERTY, VARIABLE);
    }
}
