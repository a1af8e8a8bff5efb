package io.github.stubject.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What kind of error ended a call. Names and numbers are those of {@code google.rpc.Code}, without {@code OK}, so that
 * they mean what gRPC's users know.
 */
public enum Code {
    /** The call was cancelled, typically by its caller. */
    CANCELLED(1, 499),
    /** An error of which nothing better is known. */
    UNKNOWN(2, 500),
    /** The request is wrong in itself, whatever the state of the service. */
    INVALID_ARGUMENT(3, 400),
    /** The time ran out before the answer came; the work may have been done all the same. */
    DEADLINE_EXCEEDED(4, 504),
    /** Something that the request names does not exist. */
    NOT_FOUND(5, 404),
    /** Something that the request wants to make exists already. */
    ALREADY_EXISTS(6, 409),
    /** The caller is known and may not do this. */
    PERMISSION_DENIED(7, 403),
    /** A quota or a limit is used up, or a message is too large. */
    RESOURCE_EXHAUSTED(8, 429),
    /** The service is not in the state that the request needs; trying again does not help. */
    FAILED_PRECONDITION(9, 400),
    /** A conflict with something going on at the same time; trying again, from further up, may help. */
    ABORTED(10, 409),
    /** The request is past the end of what there is. */
    OUT_OF_RANGE(11, 400),
    /** The service does not implement this method; with {@link Delivery#NOT_RUN}: it runs, but no instance has the method. */
    UNIMPLEMENTED(12, 501),
    /** Something is broken on the service's side. */
    INTERNAL(13, 500),
    /** The service cannot be reached at the moment; trying again may help. */
    UNAVAILABLE(14, 503),
    /** Data was lost or is corrupt, for good. */
    DATA_LOSS(15, 500),
    /** Who the caller is has not been proved. */
    UNAUTHENTICATED(16, 401);

    private static final Code[] BY_NUMBER = values();

    private final int number;
    private final int httpStatus;

    Code(int number, int httpStatus) {
        this.number = number;
        this.httpStatus = httpStatus;
    }

    /** The number in {@code google.rpc.Code}, 1 to 16. */
    public int number() {
        return number;
    }

    /** The HTTP status that stands for this code in {@code Nats-Service-Error-Code}, 400 to 504. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The code with this number; {@link #UNKNOWN} if there is none. */
    public static Code ofNumber(int number) {
        return number >= 1 && number <= BY_NUMBER.length ? BY_NUMBER[number - 1] : UNKNOWN;
    }

    /** The code with this name, {@code null} if there is none. */
    static @Nullable Code ofName(String name) {
        for (Code code : BY_NUMBER) {
            if (code.name().equals(name)) {
                return code;
            }
        }
        return null;
    }

    /** The best guess for the numeric error code of a service that does not speak ours. */
    static Code ofHttpStatus(int status) {
        return switch (status) {
            case 400 -> INVALID_ARGUMENT;
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> NOT_FOUND;
            case 408, 504 -> DEADLINE_EXCEEDED;
            case 409 -> ABORTED;
            case 429 -> RESOURCE_EXHAUSTED;
            case 499 -> CANCELLED;
            case 501 -> UNIMPLEMENTED;
            case 503 -> UNAVAILABLE;
            case 500 -> INTERNAL;
            default -> UNKNOWN;
        };
    }
}
