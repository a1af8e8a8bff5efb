package io.github.stubject.generator.internal.check;

/** What of a field or of an enum's value is reserved, and what findings say of that. */
record Reserved(boolean number, boolean name) {
    boolean isWhole() {
        return number && name;
    }

    boolean isNothing() {
        return !number && !name;
    }

    /** Of something that is gone, and not wholly reserved. */
    String ofGone(int goneNumber) {
        return "with number " + goneNumber + " is gone, and "
                + (number ? "its name is" : name ? "its number is" : "its number and its name are")
                + " not reserved";
    }

    /** Of something that is new, and was reserved in part at least. */
    String ofNew(int newNumber) {
        return "is new, and its "
                + (number ? "number " + newNumber + (name ? " and name were" : " was") : "name was")
                + " reserved for what is gone";
    }

    /** Whom it breaks that something new was reserved. */
    Breaks brokenByNew() {
        return number ? Breaks.ALL : Breaks.JSON_USERS;
    }
}
