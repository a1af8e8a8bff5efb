package io.github.stubject.compatibility;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles for Java 17, as users do. */
final class Javac {
    private Javac() {}

    /** What javac has to say, empty if all is well. */
    static String compile(List<Path> sources, String classPath, Path output) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = Stream.of(
                        "--release", "17", "-proc:none", "-cp", classPath, "-d", output.toString(), "-Xlint:-options")
                .toList();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            boolean compiled = javac.getTask(
                            said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            return compiled ? "" : said.toString();
        }
    }
}
