package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says in words what went wrong with files: the JDK's exceptions often have but the path as their message. */
final class Trouble {
    private Trouble() {}

    static String text(IOException e) {
        return "Could not generate: " + reason(e);
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException file) {
            Path inTheWay = file.getFile() == null ? null : fileAmongParents(Path.of(file.getFile()));
            if (inTheWay != null) {
                return inTheWay + " is a file, but a directory is needed there. Move it away.";
            }
        }
        if (e instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + reason(file);
        }
        // "/a/b: No space left on device", for example, says it all; others have no message at all.
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static @Nullable Path fileAmongParents(Path path) {
        for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.isRegularFile(parent)) {
                return parent;
            }
        }
        return null;
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied. The user who builds must be able to read and write it.";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "a directory with files in it is where a generated file belongs. Move it away.";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file any more. Was it deleted during the build?";
        }
        return e.getClass().getSimpleName();
    }
}
