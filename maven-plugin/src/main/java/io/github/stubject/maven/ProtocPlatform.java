package io.github.stubject.maven;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the protoc executables on Maven Central runs on a machine. */
final class ProtocPlatform {
    private static final Map<String, Set<String>> PUBLISHED = Map.of(
            "linux", Set.of("x86_64", "x86_32", "aarch_64", "ppcle_64", "s390_64"),
            "osx", Set.of("x86_64", "aarch_64"),
            "windows", Set.of("x86_64", "x86_32"));

    private ProtocPlatform() {}

    /**
     * The artifact's classifier, such as {@code linux-x86_64}; {@code null} if protoc is not published for the platform.
     *
     * @param osName as in the system property {@code os.name}
     * @param osArch as in the system property {@code os.arch}
     */
    static @Nullable String classifier(String osName, String osArch) {
        String os = os(osName.toLowerCase(Locale.ROOT));
        String arch = arch(osArch.toLowerCase(Locale.ROOT));
        return PUBLISHED.getOrDefault(os, Set.of()).contains(arch) ? os + "-" + arch : null;
    }

    private static String os(String name) {
        if (name.startsWith("mac") || name.startsWith("darwin")) {
            return "osx";
        }
        return name.startsWith("windows") ? "windows" : name;
    }

    private static String arch(String name) {
        return switch (name) {
            case "amd64", "x86_64", "x86-64", "x64" -> "x86_64";
            case "x86", "i386", "i486", "i586", "i686" -> "x86_32";
            case "aarch64", "arm64" -> "aarch_64";
            case "ppc64le" -> "ppcle_64";
            case "s390x" -> "s390_64";
            default -> name;
        };
    }
}
