package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A protoc that was found.
 *
 * @param protobuf the version of protobuf-java that its code is to run with
 * @param inRepository whether it lies in the local Maven repository, where nothing may be changed, and has that version
 */
record ProtocBinary(Path file, String protobuf, boolean inRepository) {
    /** The file to run: itself, or an executable copy. */
    Path executable(Path directory) throws IOException {
        if (!inRepository) {
            return file;
        }
        Files.createDirectories(directory);
        Path copy = directory.resolve(file.getFileName()).toAbsolutePath();
        synchronized (Protoc.STARTING) {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!copy.toFile().setExecutable(true)) {
            throw new FileSystemException(copy.toString(), null, "cannot be made executable");
        }
        return copy;
    }
}
