package io.github.stubject.generator.internal.reader;

import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.stubject.generator.Problem;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines, columns and comments of places. */
final class Sources {
    private final DescriptorSet set;
    private final Map<Part, Map<List<Integer>, Location>> locations = new HashMap<>();

    Sources(DescriptorSet set) {
        this.set = set;
    }

    /** All services of a file, all its messages, its package and so on: by the number of the field. */
    private record Part(FileDescriptor file, int field) {}

    /** A problem at the place: at its name if it has one, else at the nearest place around it that is known. */
    Problem problem(Place place, String message) {
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
    String comment(Place place) {
        Location location = exactly(place);
        if (location == null) {
            return "";
        }
        return location.hasLeadingComments() ? location.getLeadingComments() : location.getTrailingComments();
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
        return at(new Part(place.file(), place.path().get(0)), place.path());
    }

    private @Nullable Location at(Part part, List<Integer> path) {
        return locations.computeIfAbsent(part, this::index).get(path);
    }

    private Map<List<Integer>, Location> index(Part part) {
        try {
            return set.sourceInfo(part.file()).locations(part.field());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the source info of " + part.file().getName() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
