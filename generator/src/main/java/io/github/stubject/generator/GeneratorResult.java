package io.github.stubject.generator;

import java.util.List;

/**
 * What was generated.
 *
 * @param files sorted by path
 * @param warnings what was left out and why, in the order of files and lines
 * @param services how many services were generated
 * @param methods how many methods were generated; those left out do not count
 */
public record GeneratorResult(List<GeneratedFile> files, List<Problem> warnings, int services, int methods) {
    public GeneratorResult {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
    }
}
