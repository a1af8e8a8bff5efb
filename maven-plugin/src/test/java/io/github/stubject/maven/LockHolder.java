package io.github.stubject.maven;

import java.nio.file.Path;

/** Holds a lock, in a process or a class loader of its own. */
public final class LockHolder {
    private LockHolder() {}

    /** Holds the lock of a module until the process that started this one lets go. */
    public static void main(String[] arguments) throws Exception {
        hold(Path.of(arguments[0]), Path.of(arguments[1]), () -> {
            System.out.println("held");
            try {
                System.in.transferTo(System.out);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    public static void hold(Path home, Path output, Runnable action) throws Exception {
        new BuildLock(new LogOfLines(), new ModulePaths(home), home, output).hold(action::run);
    }
}
