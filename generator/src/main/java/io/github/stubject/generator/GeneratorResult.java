package io.github.stubject.generator;

import java.util.List;

/**
 * What was generated.
 *
 * @param files sorted by path
 * @param services how many services were generated
 * @param methods how many methods they have, calls and events
 */
public record GeneratorResult(List<GeneratedFile> files, int services, int methods) {
    public GeneratorResult {
        files = List.copyOf(files);
    }
}
