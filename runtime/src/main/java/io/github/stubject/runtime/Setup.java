package io.github.stubject.runtime;

/** What is done about a stream or a consumer that is missing, or is not as it should be. */
public enum Setup {
    /** Makes what is missing. What is there must be as it should be; else starting fails, and names what differs. */
    CREATE,
    /** Makes nothing: it must be there, and as it should be. For those who manage JetStream with other tools. */
    CHECK,
    /** Makes what is missing, and changes what differs, where JetStream allows that. */
    UPDATE
}
