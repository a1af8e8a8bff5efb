package io.github.stubject.runtime;

import java.util.List;

/** What JetStream says about an event that it does not keep, as errors for its publisher. */
final class PublishErrors {
    // JetStream's numbers of errors, the same in all versions that have them.
    private static final int RESOURCES_EXCEEDED = 10_002;
    private static final int NOT_AVAILABLE = 10_008;
    private static final int INSUFFICIENT = 10_023;
    private static final int MEMORY_EXCEEDED = 10_028;
    private static final int ACCOUNT_DISABLED = 10_039;
    private static final int STORAGE_EXCEEDED = 10_047;
    private static final int MESSAGE_TOO_LARGE = 10_054;
    private static final int OTHER_STREAM = 10_060;
    private static final int WRONG_LAST_ID = 10_070;
    private static final int WRONG_LAST_SEQUENCE = 10_071;
    private static final int DISABLED = 10_076;
    private static final int STORE_FAILED = 10_077;
    private static final int HEADERS_TOO_LARGE = 10_097;
    private static final int STREAM_BYTES_EXCEEDED = 10_122;
    private static final int SAME_ID_IN_PROCESS = 10_158;
    private static final int WRONG_LAST_SEQUENCE_UNSAID = 10_164;

    private static final int TEMPORARY_STATUS = 503;
    private static final int TOO_MANY_STATUS = 429;

    private PublishErrors() {}

    /** What to tell the publisher. Nothing was stored by this attempt. */
    static RpcException of(PubAck ack, PubAck.Failure failure, EventMethod<?> event, String subject, String stream) {
        String what = event.fullName() + " was not stored by stream " + stream;
        String said = Printable.escaped(failure.text());
        return switch (failure.number()) {
            case WRONG_LAST_ID, WRONG_LAST_SEQUENCE, WRONG_LAST_SEQUENCE_UNSAID ->
                refused(Code.ABORTED, what + ": another came before it (" + said + ")");
            case OTHER_STREAM ->
                refused(
                        Code.FAILED_PRECONDITION,
                        what + ": its subject " + subject + " is one of stream " + Printable.escaped(ack.stream())
                                + " (" + said + "); give the subject to " + stream + " in its place");
            case MESSAGE_TOO_LARGE, HEADERS_TOO_LARGE ->
                refused(
                        Code.RESOURCE_EXHAUSTED,
                        what + ": it is larger than the stream takes (" + said + "; see max_msg_size)");
            case ACCOUNT_DISABLED, DISABLED ->
                refused(Code.UNAVAILABLE, what + ": JetStream is not enabled here (" + said + ")");
            default -> refused(isFull(failure) ? Code.RESOURCE_EXHAUSTED : byStatus(failure), what + ": " + said);
        };
    }

    private static RpcException refused(Code code, String text) {
        return RpcException.ofCall(code, text, List.of(), Delivery.NOT_RUN, null);
    }

    private static Code byStatus(PubAck.Failure failure) {
        return switch (failure.status()) {
            case TEMPORARY_STATUS -> Code.UNAVAILABLE;
            case TOO_MANY_STATUS -> Code.RESOURCE_EXHAUSTED;
            default -> failure.status() / 100 == 4 ? Code.FAILED_PRECONDITION : Code.INTERNAL;
        };
    }

    private static boolean isFull(PubAck.Failure failure) {
        return switch (failure.number()) {
            case RESOURCES_EXCEEDED, INSUFFICIENT, MEMORY_EXCEEDED, STORAGE_EXCEEDED, STREAM_BYTES_EXCEEDED -> true;
            // "maximum messages exceeded" and its like; any other text is that of a store in trouble
            case STORE_FAILED -> failure.text().startsWith("maximum");
            default -> false;
        };
    }

    /** Whether it may go well the next time: servers that start, stop or choose a leader say so. */
    static boolean isTemporary(PubAck.Failure failure) {
        return switch (failure.number()) {
            case NOT_AVAILABLE, SAME_ID_IN_PROCESS -> true;
            case ACCOUNT_DISABLED, DISABLED -> false;
            default ->
                !isFull(failure) && (failure.status() == TEMPORARY_STATUS || failure.status() == TOO_MANY_STATUS);
        };
    }
}
