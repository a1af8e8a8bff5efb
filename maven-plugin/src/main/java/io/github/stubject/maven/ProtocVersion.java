package io.github.stubject.maven;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** Looks at a protoc that the user chose before it is used. */
final class ProtocVersion {
    private static final String ANSWER = "libprotoc ";

    private ProtocVersion() {}

    /**
     * What to warn the user of, if its version does not go with protobuf-java.
     *
     * @param file how its place is told
     * @throws MojoFailureException if it is something else than protoc
     */
    static @Nullable String check(Protoc protoc, String file, String protobuf)
            throws IOException, MojoFailureException {
        String answer = ask(protoc);
        if (!answer.startsWith(ANSWER)) {
            throw new MojoFailureException(
                    "<protoc> is " + file + ", which is no protoc: asked for its --version, it says "
                            + (answer.isEmpty() ? "nothing" : "\"" + answer + "\"")
                            + ". Name another, or leave <protoc> out for the one from Maven Central.");
        }
        String version = answer.substring(ANSWER.length()).strip();
        return goTogether(version, protobuf)
                ? null
                : "<protoc> is " + file + " of version " + version + ", and protobuf-java has version " + protobuf
                        + ". The messages that it generates may not compile or run with that. Leave <protoc> out, or use one"
                        + " that belongs to your protobuf-java.";
    }

    /** The first line of its answer, such as {@code libprotoc 36.1}; empty if there is none. */
    static String ask(Protoc protoc) throws IOException, MojoFailureException {
        List<String> lines;
        try {
            lines = protoc.run(List.of("--version"));
        } catch (ProtocException e) {
            lines = e.lines();
        }
        return lines.isEmpty() ? "" : lines.get(0);
    }

    /** protoc 25.5 goes with protobuf-java 3.25.5, protoc 36.1 with 4.36.1; until 3.20 both had the same version. */
    static boolean goTogether(String protoc, String protobuf) {
        String java = protobuf.toLowerCase(Locale.ROOT);
        String compiler = protoc.toLowerCase(Locale.ROOT);
        return java.equals(compiler) || java.endsWith("." + compiler);
    }
}
