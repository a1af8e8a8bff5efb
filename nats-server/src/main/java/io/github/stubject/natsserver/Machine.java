package io.github.stubject.natsserver;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the search for a server looks at.
 *
 * @param usualPlaces folders to look into after those of the PATH
 */
record Machine(Map<String, String> environment, Map<String, String> properties, List<Path> usualPlaces) {

    private static final List<String> PROPERTIES =
            List.of(NatsServerFinder.PROPERTY, "os.name", "os.arch", "user.home");
    private static final List<String> VARIABLES = List.of(NatsServerFinder.VARIABLE, "PATH", "HOME", "XDG_CACHE_HOME");

    static Machine current() {
        Map<String, String> properties = new HashMap<>();
        PROPERTIES.forEach(
                name -> Optional.ofNullable(System.getProperty(name)).ifPresent(v -> properties.put(name, v)));
        // One by one, because Windows ignores case here ("Path") and the map of all variables does not.
        Map<String, String> environment = new HashMap<>();
        VARIABLES.forEach(name -> Optional.ofNullable(System.getenv(name)).ifPresent(v -> environment.put(name, v)));
        Path home = home(environment, properties);
        return new Machine(
                environment,
                properties,
                List.of(
                        Path.of("/usr/sbin"),
                        Path.of("/usr/local/sbin"),
                        Path.of("/usr/local/bin"),
                        Path.of("/usr/bin"),
                        Path.of("/opt/homebrew/bin"),
                        Path.of("/home/linuxbrew/.linuxbrew/bin"),
                        home.resolve("go/bin"),
                        home.resolve(".local/bin")));
    }

    /** The value of the property, else of the variable, that names the server to use. */
    Optional<String> explicitServer() {
        return Stream.of(
                        properties.getOrDefault(NatsServerFinder.PROPERTY, ""),
                        environment.getOrDefault(NatsServerFinder.VARIABLE, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /** The program of this name in the folders of the PATH or the usual places. */
    Optional<Path> program(String name) {
        String file = isWindows() ? name + ".exe" : name;
        return folders()
                .map(folder -> folder.resolve(file))
                .filter(Machine::isProgram)
                .findFirst();
    }

    static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private Stream<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (String entry : environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
            if (!entry.isBlank()) {
                // A File takes what a Path refuses, such as the quotes that some PATHs on Windows contain.
                folders.add(new File(entry.replace("\"", "")).toPath().toAbsolutePath());
            }
        }
        folders.addAll(usualPlaces);
        return folders.stream();
    }

    boolean isLinux() {
        return os().startsWith("linux");
    }

    boolean isWindows() {
        return os().startsWith("windows");
    }

    String architecture() {
        return properties.getOrDefault("os.arch", "unknown");
    }

    /** Where this user's programs keep what they can fetch again: {@code XDG_CACHE_HOME}, else {@code ~/.cache}. */
    Path cacheHome() {
        String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
        boolean usable = !configured.isBlank() && Path.of(configured).isAbsolute();
        return usable ? Path.of(configured) : home(environment, properties).resolve(".cache");
    }

    private static Path home(Map<String, String> environment, Map<String, String> properties) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isBlank() ? properties.getOrDefault("user.home", ".") : home)
                .toAbsolutePath();
    }

    private String os() {
        return properties.getOrDefault("os.name", "").toLowerCase(Locale.ROOT);
    }
}
