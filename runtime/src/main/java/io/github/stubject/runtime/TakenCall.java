package io.github.stubject.runtime;

/** A call that a host has taken up, of any kind. Runs on its method's executor; may be ended by any thread. */
interface TakenCall extends Runnable {
    /** What was called, without a reserved tail. */
    String subject();

    /** Its caller takes it back: it is not run if it waits, and told and interrupted if it runs. */
    void cancel();

    /** The host waits no longer: what waits is refused, what runs is cancelled. */
    void abort();
}
