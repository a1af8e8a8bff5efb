package io.github.stubject.generator.internal.reader;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** What Java allows as names. */
final class JavaNames {
    private static final SourceVersion JAVA = SourceVersion.RELEASE_17;

    /** Words that are no keywords and yet no names of types. */
    private static final Set<String> NOT_FOR_TYPES = Set.of("permits", "record", "sealed", "var", "yield");

    private JavaNames() {}

    static boolean isPackage(String name) {
        return SourceVersion.isName(name, JAVA);
    }

    /** What keeps a text from being a package, as the end of a sentence about it. */
    static String faultOfPackage(String name) {
        for (String part : name.split("\\.", -1)) {
            if (isKeyword(part)) {
                return "\"" + part + "\" is a word that Java keeps for itself";
            }
            if (!isIdentifier(part)) {
                return part.isEmpty() ? "a name between its dots is empty" : "\"" + part + "\" is no name in Java";
            }
        }
        throw new AssertionError(name);
    }

    static boolean isType(String simpleName) {
        return isIdentifier(simpleName) && !NOT_FOR_TYPES.contains(simpleName);
    }

    static boolean isIdentifier(String name) {
        return SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name, JAVA);
    }

    static boolean isKeyword(String name) {
        return SourceVersion.isKeyword(name, JAVA);
    }

    /** What a package or a class begins with. */
    static String first(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** {@code GetFooByURL2} to {@code GET_FOO_BY_URL2}: an underscore wherever a new word begins. */
    static String upperSnake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
    }
}
