package io.github.stubject.maven.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** A copy of a project of {@code src/it} that a test changes and builds. */
final class ItProject {
    static final String GENERATED = "target/generated-sources/stubject";

    private static final List<String> VERSIONS = List.of(
            "stubject.version", "protobuf.version", "protobuf.floor.version", "junit.version", "surefire.version");

    private final Path directory;

    private ItProject(Path directory) {
        this.directory = directory;
    }

    /** @param test names the copy, so that it can be looked at when the test has failed */
    static ItProject copy(String name, String test) {
        Path source = Path.of("src/it").resolve(name);
        Path target = Path.of(System.getProperty("it.work"))
                .resolve(test.replaceAll("\\W", ""))
                .toAbsolutePath();
        try {
            delete(target);
            // Keeps Maven from looking for the project's root further up.
            Files.createDirectories(target.resolve(".mvn"));
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = target.resolve(source.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ItProject(target);
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(path(name));
    }

    String read(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ItProject write(String name, String content) {
        try {
            Files.createDirectories(path(name).getParent());
            Files.writeString(path(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ItProject write(String name, String content, Charset encoding) {
        try {
            Files.writeString(path(name), content, encoding);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ItProject replace(String name, String old, String with) {
        String content = read(name);
        if (!content.contains(old)) {
            throw new IllegalArgumentException(name + " does not contain " + old);
        }
        return write(name, content.replace(old, with));
    }

    ItProject delete(String name) {
        try {
            Files.delete(path(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ItProject deleteAll(String name) {
        try {
            delete(path(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same project, with all that was built, elsewhere. */
    ItProject moveTo(String name) {
        Path target = directory.resolveSibling(name);
        try {
            delete(target);
            return new ItProject(Files.move(directory, target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the project use this version of protobuf-java. */
    ItProject pinProtobuf(String version) {
        return replace("pom.xml", "  <dependencies>", """
                  <dependencyManagement>
                    <dependencies>
                      <dependency>
                        <groupId>com.google.protobuf</groupId>
                        <artifactId>protobuf-java</artifactId>
                        <version>%s</version>
                      </dependency>
                    </dependencies>
                  </dependencyManagement>
                  <dependencies>""".formatted(version));
    }

    /** Sets the plugin's configuration in place of the former one. */
    ItProject configure(String parameters) {
        return write(
                "pom.xml",
                read("pom.xml")
                        .replaceFirst(
                                "(?s)<configuration/>|<configuration>.*</configuration>",
                                Matcher.quoteReplacement("<configuration>" + parameters + "</configuration>")));
    }

    /** The generated files with their times, for telling what a build touched. */
    SortedMap<String, FileTime> generated() {
        SortedMap<String, FileTime> times = new TreeMap<>();
        Path root = path(GENERATED);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                times.put(root.relativize(file).toString().replace('\\', '/'), Files.getLastModifiedTime(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return times;
    }

    /** Runs Maven, as {@code mvn <arguments>} does in the project. */
    Build mvn(String... arguments) {
        return mvnOn(Path.of(System.getProperty("java.home")), arguments);
    }

    /** The same on another JDK. */
    Build mvnOn(Path javaHome, String... arguments) {
        Properties properties = new Properties();
        for (String version : VERSIONS) {
            properties.setProperty(version, System.getProperty(version));
        }
        properties.setProperty(
                "it.outer.repository",
                new File(System.getProperty("it.outer.repository")).toURI().toString());
        String outerOptions = Objects.requireNonNullElse(System.getenv("MAVEN_OPTS"), "");
        InvocationRequest request = new DefaultInvocationRequest()
                .setMavenHome(new File(System.getProperty("it.maven.home")))
                .setJavaHome(javaHome.toFile())
                .setMavenOpts(outerOptions + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .addShellEnvironment("LC_ALL", "C.UTF-8")
                .addShellEnvironment("MAVEN_ARGS", "")
                .setBatchMode(true)
                .setBaseDirectory(directory.toFile())
                // Not the user's: those may name the mirror or the proxy that this machine needs.
                .setGlobalSettingsFile(
                        Path.of("src/it/settings.xml").toAbsolutePath().toFile())
                .setLocalRepositoryDirectory(new File(System.getProperty("it.repository")))
                .setProperties(properties)
                .addArgs(Arrays.asList(arguments));
        // Two threads write to it, for the two outputs.
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        request.setOutputHandler(log::add);
        request.setErrorHandler(log::add);
        try {
            InvocationResult result = new DefaultInvoker().execute(request);
            if (result.getExecutionException() != null) {
                throw new IllegalStateException(result.getExecutionException());
            }
            Files.write(path("build.log"), log);
            return new Build(result.getExitCode() == 0, List.copyOf(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MavenInvocationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
