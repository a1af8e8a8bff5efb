package io.github.stubject.natsserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine in a folder, with apt and dpkg that fetch a server of their own making. */
final class FakeDebian implements Commands {
    final Path root;
    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> properties = new HashMap<>(Map.of("os.name", "Linux", "os.arch", "amd64"));
    final List<String> calls = new ArrayList<>();
    final List<String> progress = new ArrayList<>();
    Result update = new Result(0, "");
    Result download = new Result(0, "");
    Result unpack = new Result(0, "");

    FakeDebian(Path root) throws IOException {
        this.root = root;
        environment.put("HOME", root.resolve("home").toString());
        environment.put("PATH", root.resolve("bin").toString());
        program("bin/apt-get");
        program("bin/dpkg-deb");
    }

    /** Puts an executable file there. */
    Path program(String path) throws IOException {
        Path program = file(path);
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + program + " executable");
        }
        return program;
    }

    Path file(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "#!/bin/sh\n");
    }

    Path cached() {
        return root.resolve("home/.cache/stubject/nats-server/1.2.3-4-amd64/nats-server");
    }

    Path find() {
        return new NatsServerFinder(
                        new Machine(environment, properties, List.of(root.resolve("usual"))), this, progress::add)
                .search();
    }

    @Override
    public Result run(Path folder, Duration limit, List<String> command) throws IOException {
        String step =
                command.contains("update") ? "update" : command.contains("download") ? "download" : command.get(0);
        calls.add(step);
        return switch (step) {
            case "update" -> update;
            case "download" -> {
                if (download.exitCode() == 0) {
                    Files.writeString(folder.resolve("nats-server_1.2.3-4_amd64.deb"), "");
                }
                yield download;
            }
            case "dpkg-deb" -> {
                Path unpacked = Path.of(command.get(3), "usr/sbin");
                Files.createDirectories(unpacked);
                Files.writeString(unpacked.resolve("nats-server"), "a server");
                yield unpack;
            }
            default -> throw new AssertionError("unexpected " + command);
        };
    }
}
