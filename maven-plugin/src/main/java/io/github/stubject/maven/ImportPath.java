package io.github.stubject.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where protoc looks for protos, in this order. */
record ImportPath(List<ProtoDirectory> directories) {
    private static final Pattern LINE = Pattern.compile("(?<name>\\S.*?\\.proto)(?<rest>:(\\d+:\\d+:)? .*)");

    ImportPath {
        directories = directories.stream()
                .filter(directory -> !directory.names().isEmpty())
                .toList();
    }

    /** protoc's arguments. It splits {@code virtual=disk} at the first =, so an empty virtual name allows = in a path. */
    List<String> arguments() {
        return directories.stream()
                .map(directory -> "--proto_path==" + directory.path())
                .toList();
    }

    /** Tells a user where imports are looked for. */
    String description() {
        return Lines.join(
                "Imports are looked for in:",
                directories.stream().map(directory -> "  " + directory.path()).toList(),
                "If one is in a jar, add that jar to the dependencies. If it is in another module, that module must put its"
                        + " src/main/proto into its jar, as a <resource>.");
    }

    /** The file that an import name stands for, as a path that a console can open; the name if there is none. */
    String locate(String name) {
        for (ProtoDirectory directory : directories) {
            if (directory.names().contains(name)) {
                Path file = directory.path().resolve(name);
                return file.toString();
            }
        }
        return name;
    }

    /** A line of protoc's with the file in place of the import name that it begins with. */
    String locateIn(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? locate(matcher.group("name")) + matcher.group("rest") : line;
    }
}
