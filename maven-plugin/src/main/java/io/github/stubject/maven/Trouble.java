package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says in words what went wrong with files: the JDK's exceptions often have but the path as their message. */
final class Trouble {
    private Trouble() {}

    /** @param purpose what a goal was there for, such as {@code generate} */
    static String text(String purpose, IOException e, ModulePaths module) {
        return "Could not " + purpose + ": " + reason(e, module);
    }

    private static String reason(IOException e, ModulePaths module) {
        if (e instanceof UnreadableJarException jar) {
            return "cannot read " + module.show(jar.jar()) + ": " + jar.getMessage()
                    + ". Delete the file, so that Maven fetches or builds it again.";
        }
        if (e instanceof FileSystemException file) {
            Path inTheWay = file.getFile() == null ? null : fileAmongParents(Path.of(file.getFile()));
            if (inTheWay != null) {
                return module.show(inTheWay) + " is a file, but a directory is needed there. Move it away.";
            }
        }
        if (e instanceof FileSystemException file && file.getFile() != null) {
            return module.show(Path.of(file.getFile())) + ": "
                    + (file.getReason() == null ? reason(file) : file.getReason() + ".");
        }
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
        if (e instanceof FileSystemLoopException) {
            return "a link leads back to a directory above it. Remove the link.";
        }
        return e.getClass().getSimpleName();
    }
}
