package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.check.BaselineException;
import io.github.stubject.generator.internal.reader.DescriptorSet;
import io.github.stubject.generator.internal.reader.Sources;
import java.util.List;
import java.util.Set;

/** Reads a baseline, and says what to do where that does not work. */
final class BaselineReader {
    static final String WRITE_ANEW = "write it anew from the protos that are deployed";

    private BaselineReader() {}

    /** All services of the baseline but those of foreign files. */
    static Snapshot read(byte[] baseline, Set<String> foreign) throws BaselineException {
        DescriptorSet set = link(baseline);
        if (set.files().isEmpty() && baseline.length > 0) {
            throw new BaselineException("the baseline is no descriptor set: it has no files; " + WRITE_ANEW);
        }
        List<FileDescriptor> files = set.files().stream()
                .filter(file -> !foreign.contains(file.getName()))
                .toList();
        try {
            return new Snapshot(set, files);
        } catch (SchemaException e) {
            throw new BaselineException("the baseline cannot be read by this version of Stubject:\n" + e.getMessage());
        }
    }

    private static DescriptorSet link(byte[] baseline) throws BaselineException {
        try {
            DescriptorSet set = DescriptorSet.link(baseline);
            Sources sources = new Sources(set);
            // Places are only read where they are needed; what is broken there is told here, and not in the middle.
            set.files().forEach(file -> sources.comments(file, Sources.ALLOW));
            return set;
        } catch (IllegalArgumentException e) {
            throw new BaselineException("the baseline is no descriptor set that this version of Stubject can read: "
                    + e.getMessage() + "; " + WRITE_ANEW);
        }
    }
}
