package io.github.stubject.benchmarks.lab;

/** Where a case takes place. */
public enum Setting {
    PLAIN,
    /** nats-server and all others on the first core, as taskset has it. */
    ONE_CORE,
    /** nats-server has JetStream. */
    JETSTREAM
}
