package io.github.stubject.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What a release made of this module's program: a jar of its classes, generated ones and the user's, and for reading and
 * compiling the protos and the sources.
 */
record KeptRelease(String name, Path folder) {
    static final Path FOLDER = Path.of("releases");

    /** The packages of the program, those of its messages included. */
    static final String PACKAGE = "com.acme.depot.";

    static {
        ReleaseKeeper.keepIfAsked();
    }

    private static final String CHECKS = "Checks.class";

    static List<KeptRelease> all() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> new KeptRelease(folder.getFileName().toString(), folder))
                    .sorted(Comparator.comparing(KeptRelease::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path jar() {
        return folder.resolve("depot.jar");
    }

    Path sources() {
        return folder.resolve("sources");
    }

    /** The options and wire messages that it came with. */
    Path options() {
        return folder.resolve("stubject.textproto");
    }

    /** Loads its classes, and the runtime of this build. */
    URLClassLoader load() throws IOException {
        return new URLClassLoader(
                new URL[] {jar().toUri().toURL()}, new WithoutPackage(KeptRelease.class.getClassLoader(), PACKAGE));
    }

    /** What the program checks: its classes named so have a public static method for each, with the server's address. */
    List<Method> checks(ClassLoader loader) throws IOException, ClassNotFoundException {
        List<Method> checks = new ArrayList<>();
        try (JarFile file = new JarFile(jar().toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().endsWith(CHECKS)) {
                    String type = entry.getName().replace('/', '.').replaceAll("\\.class$", "");
                    Arrays.stream(loader.loadClass(type).getDeclaredMethods())
                            .filter(method -> Modifier.isPublic(method.getModifiers()))
                            .sorted(Comparator.comparing(Method::getName))
                            .forEach(checks::add);
                }
            }
        }
        return checks;
    }

    @Override
    public String toString() {
        return name;
    }

    /** The test's class path without the program as it is now. */
    private static final class WithoutPackage extends ClassLoader {
        private final String name;

        private WithoutPackage(ClassLoader parent, String name) {
            super(parent);
            this.name = name;
        }

        @Override
        protected Class<?> loadClass(String type, boolean resolve) throws ClassNotFoundException {
            if (type.startsWith(name)) {
                throw new ClassNotFoundException(type);
            }
            return super.loadClass(type, resolve);
        }
    }
}
