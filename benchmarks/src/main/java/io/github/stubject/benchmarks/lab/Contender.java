package io.github.stubject.benchmarks.lab;

/** One of the ways to do what a case is about. */
public interface Contender {
    String name();

    /** Starts what it needs. */
    Contestant enter(Lab lab) throws Exception;
}
