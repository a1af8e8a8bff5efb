package io.github.stubject.cli;

import java.io.Console;

/** Whether a person sits in front. */
final class Terminal {
    private Terminal() {}

    /** Whether both standard input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // Before JDK 22 it is null without a terminal.
    static boolean isThere() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** From JDK 22 on there may be a console without a terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
