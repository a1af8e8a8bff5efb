package io.github.stubject.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/** Says why there is no proto to work on: there is none, or the patterns pass over all. */
final class NothingSelected {
    private static final int SHOWN = 10;

    private final SchemaRequest request;
    private final List<String> names;

    private NothingSelected(Inputs inputs, SchemaRequest request) {
        this.request = request;
        names = inputs.sources().stream()
                .flatMap(source -> source.names().stream())
                .toList();
    }

    /**
     * A module without protos is nothing to worry about, patterns without a use are.
     *
     * @param headline what follows from it, such as {@code Nothing to generate}
     */
    static void tell(Log log, String headline, Inputs inputs, SchemaRequest request) {
        if (inputs.hasProtos()) {
            log.warn(headline + ". " + text(inputs, request));
        } else {
            log.info(headline + ": there are no protos in " + places(request) + ".");
        }
    }

    /** What the patterns pass over, and what they may have been meant to be. */
    static String text(Inputs inputs, SchemaRequest request) {
        return new NothingSelected(inputs, request).text();
    }

    private String text() {
        List<String> lines = new ArrayList<>(Lines.first(SHOWN, names));
        lines.add("Patterns are compared with these names, by which protos import each other.");
        return Lines.join(
                "<includes> " + request.selection().includes() + " and <excludes> "
                        + request.selection().excludes() + " leave none of "
                        + Lines.count(names.size(), "proto") + " in " + places(request) + ":",
                lines,
                request.selection().includes().stream()
                        .flatMap(include -> suggestion(include).stream())
                        .findFirst()
                        .map(better -> "Did you mean <include>" + better + "</include>?")
                        .orElse(""));
    }

    /** A pattern that is near the one that was given, and passes something. */
    private Optional<String> suggestion(String include) {
        Stream<String> below = request.sources().stream()
                .map(source -> request.module().show(source) + "/")
                .filter(include::startsWith)
                .map(prefix -> include.substring(prefix.length()));
        String directory = include.endsWith("/") ? include : include + "/";
        return Stream.concat(below, Stream.of(directory + "**", include.replace('.', '/') + "/**", "**/" + include))
                .filter(pattern -> !pattern.isEmpty() && selects(pattern))
                .findFirst()
                .or(() -> Suggestion.of(include, names).filter(this::selects));
    }

    private boolean selects(String include) {
        return !new Selection(List.of(include), request.selection().excludes())
                .of(names)
                .isEmpty();
    }

    private static String places(SchemaRequest request) {
        return request.sources().stream().map(request.module()::show).collect(Collectors.joining(", "));
    }
}
