package io.github.stubject.benchmarks.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A file of results. */
public record Results(Environment environment, List<Result> results) {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public Results {
        results = List.copyOf(results);
    }

    /** Those of a file. */
    public static Results read(Path file) throws IOException {
        return GSON.fromJson(Files.readString(file), Results.class);
    }

    /** None, but for those that the file has from suites that ran in the same environment. */
    public static Results startingFrom(Path file, Environment environment) throws IOException {
        if (Files.exists(file)) {
            Results former = read(file);
            if (former.environment.isLike(environment)) {
                return new Results(environment, former.results);
            }
        }
        return new Results(environment, List.of());
    }

    /** The same with what a suite has come to, in place of what it came to before. */
    public Results with(String suite, List<Result> latest) {
        List<Result> all = new ArrayList<>(results);
        all.removeIf(result -> result.suite().equals(suite));
        all.addAll(latest);
        return new Results(environment, all);
    }

    /** Makes the file, and folders above it. Whoever is stopped in between leaves the file that was there. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path whole = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), GSON.toJson(this) + "\n");
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
