package io.github.stubject.runtime;

/** What is known about whether the implementation ran for a call that failed: the basis for trying again. */
public enum Delivery {
    /** It did not run: the request never left, nobody got it, or it was refused before. */
    NOT_RUN,
    /** It ran, and its answer or its failure came back. */
    RAN,
    /** It may have run or may still run: no answer came. */
    UNKNOWN
}
