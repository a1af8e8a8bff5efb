package io.github.stubject.maven;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where protoc looks for protos, in this order.
 *
 * @param module in whose terms places are told
 */
record ImportPath(List<ProtoDirectory> directories, ModulePaths module) {
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
                directories.stream()
                        .map(directory -> "  " + module.show(directory.path()))
                        .toList(),
                "If one is in a jar, add that jar to the dependencies. If it is in another module, that module must put its"
                        + " src/main/proto into its jar, as a <resource>.");
    }

    /** The file that an import name stands for; the name if there is none. protoc says the whole path for some. */
    String locate(String name) {
        for (ProtoDirectory directory : directories) {
            String above = directory.path() + "/";
            String below = name.startsWith(above) ? name.substring(above.length()) : name;
            if (directory.names().contains(below)) {
                return module.show(directory.path().resolve(below));
            }
        }
        return name;
    }

    /** A line of protoc's with the file in place of the import name or path that it begins with. */
    String locateIn(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? locate(matcher.group("name")) + matcher.group("rest") : line;
    }
}
