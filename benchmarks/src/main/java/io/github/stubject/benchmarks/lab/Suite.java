package io.github.stubject.benchmarks.lab;

import java.util.List;

/** Cases that belong together. */
public interface Suite {
    String name();

    List<Case> cases() throws Exception;

    /**
     * How long its cases take.
     *
     * @param brief whether to be through in five minutes, whatever that does to the figures
     */
    default Pace pace(boolean brief) {
        return Pace.of(brief);
    }
}
