package io.github.stubject.natsserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fetches the server of the package {@code nats-server} on Debian, Ubuntu and their like. It needs no root, no package
 * lists on the machine, and changes nothing on it: apt works in a private folder, and the package is unpacked, not
 * installed.
 */
final class DebianPackage {
    /** For each of the steps. A download over a slow line fits; a line that is dead ends earlier. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Commands commands;
    private final Consumer<String> progress;

    DebianPackage(Commands commands, Consumer<String> progress) {
        this.commands = commands;
        this.progress = progress;
    }

    static boolean isPossibleOn(Machine machine) {
        return machine.isLinux()
                && machine.program("apt-get").isPresent()
                && machine.program("dpkg-deb").isPresent();
    }

    /**
     * Downloads the package, unpacks it and puts its server into the cache.
     *
     * @throws IOException if that fails; the message has the reason that apt gave
     */
    Path fetchInto(ServerCache cache) throws IOException {
        progress.accept("no nats-server on this machine; fetching the distribution's package into " + cache.folder()
                + " (once; nothing is installed)");
        // At once, so that a cache that cannot be written is known before the download.
        Files.createDirectories(cache.folder());
        Path work = Temporary.folder();
        try {
            Path archive = download(work);
            Path unpacked = work.resolve("unpacked");
            mustSucceed(run(work, "dpkg-deb", "-x", archive.toString(), unpacked.toString()), "");
            Path program = unpacked.resolve("usr/sbin/nats-server");
            if (!Files.isRegularFile(program)) {
                throw new IOException(archive.getFileName() + " has no usr/sbin/nats-server");
            }
            // nats-server_2.9.10-1+b3_amd64.deb
            String version = archive.getFileName().toString().split("_", -1)[1];
            Path server = cache.put(version, program);
            progress.accept("nats-server " + version + " is ready: " + server);
            return server;
        } finally {
            Temporary.delete(work);
        }
    }

    private Path download(Path work) throws IOException {
        Path configuration = work.resolve("apt.conf");
        Files.createDirectories(work.resolve("lists/partial"));
        Files.createDirectories(work.resolve("cache/archives/partial"));
        Files.writeString(configuration, configuration(work));

        progress.accept("reading the package lists");
        // Its failure is none yet: one broken source among many does not matter if another one has the package.
        Commands.Result update = run(work, "apt-get", "-c", configuration.toString(), "update");
        progress.accept("downloading the package");
        Commands.Result download = run(work, "apt-get", "-c", configuration.toString(), "download", "nats-server");
        mustSucceed(download, update.exitCode() == 0 ? "" : update.output());
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.getFileName().toString().matches("nats-server_[^_]+_[^_]+\\.deb"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("apt-get downloaded nothing"));
        }
    }

    /** The hooks are those that a machine runs after each update of its own lists: this is none. */
    private static String configuration(Path work) {
        return """
                Dir::State::lists "%1$s/lists/";
                Dir::Cache "%1$s/cache/";
                Acquire::Languages "none";
                Acquire::Retries "2";
                Acquire::http::Timeout "20";
                Acquire::https::Timeout "20";
                // When root runs this: apt's own user may not look into root's private folder.
                APT::Sandbox::User "root";
                #clear APT::Update::Pre-Invoke;
                #clear APT::Update::Post-Invoke;
                #clear APT::Update::Post-Invoke-Success;
                """.formatted(work);
    }

    private Commands.Result run(Path work, String... command) throws IOException {
        return commands.run(work, LIMIT, List.of(command));
    }

    private static void mustSucceed(Commands.Result result, String earlierOutput) throws IOException {
        if (result.exitCode() != 0) {
            throw new IOException(complaints(earlierOutput + "\n" + result.output()));
        }
    }

    /** apt's lines of errors and warnings, or all of them if there are none. */
    private static String complaints(String output) {
        String marked = Arrays.stream(output.split("\\R", -1))
                .filter(line -> line.startsWith("E:") || line.startsWith("W:"))
                .distinct()
                .collect(Collectors.joining("\n"));
        return marked.isEmpty() ? output.strip() : marked;
    }
}
