package io.github.stubject.generator.internal.check;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.check.BaselineException;
import io.github.stubject.generator.check.CheckRequest;
import io.github.stubject.generator.check.CheckResult;
import io.github.stubject.generator.internal.reader.DescriptorSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** From a request to its result. */
public final class Checker {
    private Checker() {}

    /**
     * Compares.
     *
     * @throws BaselineException if the baseline cannot be compared with
     * @throws SchemaException if subjects or events of now are not legal
     * @throws IllegalArgumentException if the descriptor set of now is not one, or lacks a chosen file
     */
    public static CheckResult check(CheckRequest request) throws SchemaException, BaselineException {
        DescriptorSet current = DescriptorSet.link(request.current());
        List<FileDescriptor> files = current.files(request.files());
        Snapshot now = new Snapshot(current, files);
        Snapshot was = BaselineReader.read(request.baseline(), foreign(current, request.files()));
        if (was.services().isEmpty() && !now.services().isEmpty()) {
            throw new BaselineException(
                    "the baseline has no services, so there is nothing to compare those of now with: "
                            + BaselineReader.WRITE_ANEW);
        }
        Allowances allowances = new Allowances();
        request.allowed().forEach(allowances::read);
        current.files().forEach(file -> allowances.read(now, file, files.contains(file)));
        return allowances.apply(Comparison.compare(was, now));
    }

    /** What is only imported: services there are somebody else's. */
    private static Set<String> foreign(DescriptorSet current, Set<String> files) {
        return current.files().stream()
                .map(FileDescriptor::getName)
                .filter(name -> !files.contains(name))
                .collect(Collectors.toSet());
    }
}
