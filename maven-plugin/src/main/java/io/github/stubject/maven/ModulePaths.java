package io.github.stubject.maven;

import java.nio.file.Path;

/**
 * Writes paths as the people see them who work on a module.
 *
 * @param base the module's directory
 */
record ModulePaths(Path base) {
    ModulePaths {
        base = base.toAbsolutePath().normalize();
    }

    /** Relative with {@code /} if it is below the module, else absolute. */
    String show(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        return whole.startsWith(base) && !whole.equals(base)
                ? base.relativize(whole).toString().replace('\\', '/')
                : whole.toString();
    }
}
