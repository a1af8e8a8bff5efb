package io.github.stubject.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/**
 * The file of the module that says what is deployed.
 *
 * @param module in whose terms it is told
 */
record BaselineFile(Path path, ModulePaths module) implements DeployedBaseline {
    private static final String USUAL = "stubject-baseline.binpb";

    /** @param configured {@code null} for the usual one */
    static BaselineFile of(@Nullable File configured, ModulePaths module) {
        return new BaselineFile(configured == null ? module.base().resolve(USUAL) : configured.toPath(), module);
    }

    @Override
    public boolean exists() {
        return Files.exists(path);
    }

    @Override
    public byte[] read() throws IOException, MojoFailureException {
        checkNoDirectory();
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new MojoFailureException("There is no baseline yet to compare the protos with: " + shown()
                    + ". Write it from the protos that are deployed, and commit it: " + command());
        }
    }

    void write(byte[] bytes) throws IOException, MojoFailureException {
        checkNoDirectory();
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.write(path, bytes);
    }

    private void checkNoDirectory() throws MojoFailureException {
        if (Files.isDirectory(path)) {
            throw new MojoFailureException(
                    shown() + " is to be the baseline, but it is a directory. Name a file with" + " <baseline>.");
        }
    }

    @Override
    public String shown() {
        return module.show(path);
    }

    @Override
    public String howToReplace() {
        return "Once nothing old is deployed any more, write the baseline anew: " + command();
    }

    @Override
    public String howToWrite() {
        return "The command that writes baselines: " + command();
    }

    private String command() {
        return "mvn stubject:baseline" + (shown().equals(USUAL) ? "" : " -Dstubject.baseline=" + shown());
    }
}
