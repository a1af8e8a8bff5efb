package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at directories with protos that the configuration names. Defaults need not exist. */
final class ConfiguredDirectories {
    /** Where people keep protos. */
    private static final List<String> USUAL = List.of("src/main/proto", "src/main/protobuf", "src/test/proto", "proto");

    private final String parameter;
    private final ModulePaths module;

    ConfiguredDirectories(String parameter, ModulePaths module) {
        this.parameter = parameter;
        this.module = module;
    }

    /** One line for each that is none. */
    List<String> wrong(List<Path> directories) {
        List<String> lines = new ArrayList<>();
        for (Path directory : directories) {
            if (Files.isRegularFile(directory)) {
                lines.add("<" + parameter + "> names " + module.show(directory)
                        + ", which is a file. Name its directory," + " and choose protos in it with <includes>.");
            } else if (!Files.isDirectory(directory)) {
                lines.add("<" + parameter + "> names " + module.show(directory) + ", and there is no such directory."
                        + suggestion(directory)
                                .map(other -> " Did you mean " + other + "?")
                                .orElse(" Create it, or leave it out."));
            }
        }
        return lines;
    }

    private Optional<String> suggestion(Path directory) {
        List<String> existing = Stream.concat(USUAL.stream().map(module.base()::resolve), siblings(directory).stream())
                .filter(Files::isDirectory)
                .map(module::show)
                .distinct()
                .toList();
        return Suggestion.of(module.show(directory), existing);
    }

    private static List<Path> siblings(Path directory) {
        Path parent = directory.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(parent)) {
            return all.toList();
        } catch (IOException e) {
            // It was but for a suggestion.
            return List.of();
        }
    }
}
