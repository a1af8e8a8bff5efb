package io.github.stubject.generator.internal.check;

/** Whom a difference of a message breaks, whatever way the message goes. */
enum Breaks {
    /** Who sends the old message to who reads the new one, and the reverse. */
    ALL,
    OLD_SENDERS,
    OLD_READERS,
    JSON_USERS
}
