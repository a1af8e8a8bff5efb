package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Tells states of a file apart without reading it, by its size and times and, where the system has them, by its inode and
 * the time at which the system itself last changed it, which no program can set back.
 *
 * @param text equal for equal states
 * @param changed when it was last changed
 */
record FileStamp(String text, FileTime changed) {
    private static final long FINE_MILLIS = 20;
    private static final long COARSE_MILLIS = 2_000;

    /** @throws java.nio.file.NoSuchFileException if there is no such file */
    static FileStamp of(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> unix = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino");
            FileTime modified = (FileTime) Objects.requireNonNull(unix.get("lastModifiedTime"));
            FileTime changed = (FileTime) Objects.requireNonNull(unix.get("ctime"));
            String text = unix.get("size") + "|" + modified.to(TimeUnit.NANOSECONDS) + "|"
                    + changed.to(TimeUnit.NANOSECONDS) + "|" + unix.get("ino");
            return new FileStamp(text, modified.compareTo(changed) > 0 ? modified : changed);
        }
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
        FileTime modified = basic.lastModifiedTime();
        return new FileStamp(basic.size() + "|" + modified + "|" + basic.creationTime(), modified);
    }

    /**
     * Whether a later change will have another stamp. A file that was changed just now could be changed again within the
     * same tick of the file system's clock; some count only seconds, or even two.
     */
    boolean isSettled(long nowMillis) {
        boolean coarse = changed.toMillis() % 1_000 == 0;
        return changed.toMillis() < nowMillis - (coarse ? COARSE_MILLIS : FINE_MILLIS);
    }
}
