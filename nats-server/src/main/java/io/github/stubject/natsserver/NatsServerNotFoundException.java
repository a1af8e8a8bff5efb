package io.github.stubject.natsserver;

/** No nats-server was found or could be fetched. The message says where it was looked for and how to install one. */
public final class NatsServerNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NatsServerNotFoundException(String message) {
        super(message);
    }

    NatsServerNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
