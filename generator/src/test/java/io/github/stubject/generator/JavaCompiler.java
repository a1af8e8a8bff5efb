package io.github.stubject.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** javac on a folder of sources. */
final class JavaCompiler {
    private final Path classes;

    /** Writes classes into the folder, and finds there what was compiled before. */
    JavaCompiler(Path classes) throws IOException {
        this.classes = Files.createDirectories(classes);
    }

    /** Compiles as a strict user's build does: any warning is an error. */
    void strictly(Path sources) throws IOException {
        strictly(sources, UTF_8);
    }

    /** The same, of sources read in another encoding than they are written in. */
    void strictly(Path sources, Charset encoding) throws IOException {
        compile(sources, encoding, List.of("-Xlint:all", "-Werror", "-proc:none"));
    }

    /** Compiles what is not ours to judge. */
    void leniently(Path sources) throws IOException {
        compile(sources, UTF_8, List.of("-nowarn", "-proc:none"));
    }

    private void compile(Path sources, Charset encoding, List<String> options) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
        List<String> all = new ArrayList<>(List.of("--release", "17", "-encoding", encoding.name(), "-cp", classPath));
        all.addAll(List.of("-d", classes.toString()));
        all.addAll(options);
        javax.tools.JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter log = new StringWriter();
        try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, encoding)) {
            boolean done = javac.getTask(log, manager, null, all, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!done) {
                throw new AssertionError("javac does not accept the files in " + sources + ":\n" + log);
            }
        }
    }

    /** Loads what was compiled. */
    URLClassLoader load() throws IOException {
        return new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    }
}
