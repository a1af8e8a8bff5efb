package io.github.stubject.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A protoc that was found.
 *
 * @param version its version as far as it is known without running it
 * @param inRepository whether it lies in the local Maven repository, where nothing may be changed
 */
record ProtocBinary(Path file, String version, boolean inRepository) {
    void addTo(Fingerprint fingerprint) throws IOException {
        fingerprint.add(version).addContent(file);
    }

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
            throw new IOException("cannot make " + copy + " executable");
        }
        return copy;
    }
}
