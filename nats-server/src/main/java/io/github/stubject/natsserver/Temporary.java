package io.github.stubject.natsserver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Processes and folders that do not outlive this JVM, unless that is killed with -9. */
final class Temporary {
    private static final Set<Process> PROCESSES = new HashSet<>();
    private static final Set<Path> FOLDERS = new HashSet<>();
    private static boolean shuttingDown;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Temporary::endAll, "stubject-nats-server-shutdown"));
    }

    private Temporary() {}

    static synchronized Process process(ProcessBuilder builder) throws IOException {
        mustNotBeShuttingDown();
        PROCESSES.removeIf(process -> !process.isAlive());
        Process process = builder.start();
        PROCESSES.add(process);
        return process;
    }

    static synchronized Path folder() throws IOException {
        mustNotBeShuttingDown();
        Path folder = Files.createTempDirectory("stubject-nats-server-");
        FOLDERS.add(folder);
        return folder;
    }

    /** Ends a process and those that it started, at once. What it wrote can still be read. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    /** Deletes a folder with all that is in it, as far as that is possible. */
    static synchronized void delete(Path folder) {
        FOLDERS.remove(folder);
        delete(folder.toFile());
    }

    private static boolean delete(File file) {
        File[] children = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
        if (children != null) {
            for (File child : children) {
                delete(child);
            }
        }
        return file.delete();
    }

    private static void mustNotBeShuttingDown() throws IOException {
        if (shuttingDown) {
            throw new IOException("this JVM is shutting down");
        }
    }

    private static synchronized void endAll() {
        shuttingDown = true;
        PROCESSES.forEach(Temporary::kill);
        PROCESSES.forEach(process -> process.onExit().join());
        FOLDERS.forEach(folder -> delete(folder.toFile()));
    }
}
