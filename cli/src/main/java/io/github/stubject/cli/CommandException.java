package io.github.stubject.cli;

import io.github.stubject.generator.SchemaException;

/** A sub-command cannot do what it is asked to; the message tells the user why, and what to do. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Exception cause) {
        super(message, cause);
    }

    /** For protos that cannot be served as they are. */
    static CommandException of(SchemaException schema) {
        int problems = schema.problems().size();
        return new CommandException(
                "the protos have " + problems + (problems == 1 ? " problem:\n" : " problems:\n") + schema.getMessage(),
                schema);
    }
}
