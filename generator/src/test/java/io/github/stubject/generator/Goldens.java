package io.github.stubject.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files that were approved by a person, compared as a set: one too many or one too few is a difference. */
final class Goldens {
    private static final String HOW_TO_APPROVE =
            "Generated text differs from %s. If it is right, approve it with: mvn -pl generator -am test"
                    + " -Dgoldens.approve=true, and read the difference before you commit it.";

    private Goldens() {}

    /** Compares with the files of the ending below the folder, by path; or puts them there, if that was asked for. */
    static void assertSame(Path folder, String ending, Map<String, String> actual) throws IOException {
        if (Boolean.getBoolean("goldens.approve")) {
            approve(folder, ending, actual);
        }
        assertThat(read(folder, ending)).as(HOW_TO_APPROVE, folder).isEqualTo(actual);
    }

    static Map<String, String> read(Path folder, String ending) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(ending)).toList()) {
                texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file, UTF_8));
            }
        }
        return texts;
    }

    private static void approve(Path folder, String ending, Map<String, String> actual) throws IOException {
        for (String path : read(folder, ending).keySet()) {
            Files.delete(folder.resolve(path));
        }
        for (Map.Entry<String, String> text : actual.entrySet()) {
            Path file = folder.resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue(), UTF_8);
        }
    }
}
