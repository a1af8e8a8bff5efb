package io.github.stubject.generator.check;

/** Who breaks. <em>Old</em> is what was built from the baseline, and runs on beside what is built now. */
public enum Affected {
    /** Clients that run already, with services that are built now. */
    OLD_CLIENTS("old clients"),
    /** Services that run already, with clients that are built now. */
    OLD_SERVICES("old services"),
    /** Publishers of events that run already, with listeners that are built now. */
    OLD_PUBLISHERS("old publishers"),
    /** Listeners that run already, with publishers that are built now. */
    OLD_LISTENERS("old listeners"),
    /** Events that a stream keeps, and who reads them now. */
    STORED_EVENTS("stored events"),
    /** Whoever sends or reads the message as JSON, in any language. */
    JSON_USERS("JSON users"),
    /** Whoever looks services up by what discovery shows. */
    DISCOVERY_USERS("users of discovery");

    private final String text;

    Affected(String text) {
        this.text = text;
    }

    /** As it stands in texts: {@code old clients}. */
    @Override
    public String toString() {
        return text;
    }
}
