package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Deletes what is no longer generated, unless somebody else has put something of theirs in its place. */
final class Orphans {
    private static final int SHOWN = 10;

    private final Log log;
    private final ModulePaths module;

    Orphans(Log log, ModulePaths module) {
        this.log = log;
        this.module = module;
    }

    /**
     * Deletes files, and the directories that they leave empty. Warns of those that stay.
     *
     * @return how many were deleted
     */
    int delete(Path root, Collection<String> files) throws IOException {
        int deleted = 0;
        List<String> kept = new ArrayList<>();
        for (String name : files) {
            Path file = root.resolve(name);
            if (HandWritten.is(file)) {
                kept.add(module.show(file));
                continue;
            }
            if (Files.isRegularFile(file)) {
                Files.delete(file);
                deleted++;
            }
            deleteEmpty(file.getParent(), root);
        }
        warnOf(kept);
        return deleted;
    }

    private void warnOf(List<String> kept) {
        if (!kept.isEmpty()) {
            log.warn(Lines.join(
                    Lines.count(kept.size(), "file") + " would be deleted, since nothing stands for it any more, but"
                            + " what is there now was not generated, so it stays:",
                    Lines.first(SHOWN, kept),
                    "Delete what is not needed. Stubject will not look at it again."));
        }
    }

    /** Deletes a directory and its parents, as far as they are empty and below the root. */
    private static void deleteEmpty(@Nullable Path directory, Path root) throws IOException {
        for (Path path = directory; path != null && !path.equals(root); path = path.getParent()) {
            try {
                Files.deleteIfExists(path);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }
}
