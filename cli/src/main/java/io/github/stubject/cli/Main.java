package io.github.stubject.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/** Starts what the arguments ask for; protoc starts its plugins without any. */
public final class Main {
    private static final int USAGE = 2;

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final boolean atTerminal;

    Main(InputStream in, OutputStream out, PrintStream err, boolean atTerminal) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.atTerminal = atTerminal;
    }

    public static void main(String[] args) throws IOException {
        // Standard output is for the response alone: what prints there without knowing goes beside it.
        System.setOut(System.err);
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            Main main = new Main(System.in, out, System.err, Terminal.isThere());
            System.exit(main.run(List.of(args)));
        }
    }

    /** Runs once, and tells the exit code. */
    int run(List<String> arguments) throws IOException {
        if (arguments.isEmpty()) {
            return atTerminal ? refuse("Nobody types a request of protoc.") : ProtocPlugin.run(in, out, err);
        }
        return switch (arguments.get(0)) {
            case "--help", "-h" -> print(Usage.text());
            case "--version" -> print(Usage.version());
            default ->
                SubCommands.isOne(arguments.get(0))
                        ? SubCommands.run(arguments, out, err)
                        : refuse("Unknown argument: " + arguments.get(0));
        };
    }

    private int print(String text) throws IOException {
        try (PrintStream printer = new PrintStream(out, true)) {
            printer.println(text);
        }
        return 0;
    }

    private int refuse(String why) {
        err.println(why);
        err.println();
        err.println(Usage.text());
        return USAGE;
    }
}
