package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.stubject.generator.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines, columns and comments of places. */
public final class Sources {
    /** What a line of a comment begins with that is for the compatibility check, and not for readers of javadoc. */
    public static final String ALLOW = "stubject:allow";

    private final DescriptorSet set;
    private final Map<Part, Map<List<Integer>, Location>> locations = new HashMap<>();

    public Sources(DescriptorSet set) {
        this.set = set;
    }

    /** All services of a file, all its messages, its package and so on: by the number of the field. */
    private record Part(FileDescriptor file, int field) {}

    /** A problem at the place: at its name if it has one, else at the nearest place around it that is known. */
    public Problem problem(Place place, String message) {
        Location location = nearest(place);
        if (location == null) {
            return new Problem(place.file().getName(), 0, 0, message);
        }
        return new Problem(place.file().getName(), location.getSpan(0) + 1, location.getSpan(1) + 1, message);
    }

    /** The place as {@code file:line:column}. */
    String show(Place place) {
        Problem problem = problem(place, "");
        return problem.line() == 0 ? problem.file() : problem.file() + ":" + problem.line() + ":" + problem.column();
    }

    /** The comment before the place, else the one behind it, else an empty text. */
    public String comment(Place place) {
        Location location = exactly(place);
        if (location == null) {
            return "";
        }
        return forReaders(
                location.hasLeadingComments() ? location.getLeadingComments() : location.getTrailingComments());
    }

    private static String forReaders(String comment) {
        return comment.contains(ALLOW)
                ? comment.lines()
                        .filter(line -> !line.stripLeading().startsWith(ALLOW))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining())
                : comment;
    }

    /** All comments in a file that contain the text, before, behind or in front of what they belong to. */
    public List<PlacedComment> comments(FileDescriptor file, String text) {
        List<PlacedComment> comments = new ArrayList<>();
        for (Location location : read(file, SourceInfo::commented)) {
            Place place = new Place(file, location.getPathList());
            Stream.of(
                            location.getLeadingDetachedCommentsList().stream(),
                            Stream.of(location.getLeadingComments(), location.getTrailingComments()))
                    .flatMap(part -> part)
                    .filter(comment -> comment.contains(text))
                    .forEach(comment -> comments.add(new PlacedComment(place, comment)));
        }
        return comments;
    }

    private @Nullable Location nearest(Place place) {
        Location location = exactly(place.in(Place.NAME));
        for (Place around = place; location == null && !around.path().isEmpty(); around = around.outer()) {
            location = exactly(around);
        }
        return location == null ? wholeFile(place.file()) : location;
    }

    /** Where the file begins, behind the comments at its top. */
    private @Nullable Location wholeFile(FileDescriptor file) {
        return at(new Part(file, Place.NAME), List.of());
    }

    private @Nullable Location exactly(Place place) {
        if (place.path().isEmpty()) {
            return null;
        }
        return at(new Part(place.file(), place.path().get(0)), place.path());
    }

    private @Nullable Location at(Part part, List<Integer> path) {
        return locations.computeIfAbsent(part, this::index).get(path);
    }

    private Map<List<Integer>, Location> index(Part part) {
        return read(part.file(), info -> info.locations(part.field()));
    }

    private <T> T read(FileDescriptor file, Reading<T> reading) {
        try {
            return reading.of(set.sourceInfo(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the source info of " + file.getName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private interface Reading<T> {
        T of(SourceInfo info) throws IOException;
    }
}
