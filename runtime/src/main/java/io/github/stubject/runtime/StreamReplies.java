package io.github.stubject.runtime;

import io.nats.client.impl.Headers;

/**
 * What the caller of one stream is told of its way: that it is served, and how it has ended. An end that comes before the
 * acceptance is told as that of any call; one behind it is the last frame of the stream. Belongs to a {@link ServedStream},
 * which uses it on any thread; it holds nothing that would have to be closed.
 */
final class StreamReplies {
    private final ReplySender replies;
    private final HostSlot slot;
    private final String instance;

    /** Guarded by this; from then on there is no other way to tell the end. */
    private boolean accepted;

    StreamReplies(ReplySender replies, HostSlot slot, String instance) {
        this.replies = replies;
        this.slot = slot;
        this.instance = instance;
    }

    /** Tells the caller that the call is served; does nothing when repeated, or once the end has been told. */
    void accept(RpcHeaders responseHeaders) {
        if (!becomeAccepted()) {
            return;
        }
        Headers headers = new Headers();
        responseHeaders.writeTo(headers);
        StreamHeaders.writeAccept(headers, instance, slot.name());
        slot.end().accept(headers);
    }

    private synchronized boolean becomeAccepted() {
        boolean first = !accepted;
        accepted = true;
        return first;
    }

    /** Tells the caller that all went well, behind what was sent; false if the stream was broken off before. */
    boolean finishWell(RpcHeaders responseHeaders) {
        Headers headers = new Headers();
        responseHeaders.writeTo(headers);
        StreamHeaders.mark(headers);
        return slot.end().finishWell(headers);
    }

    /**
     * Tells the caller of an error, behind what was sent.
     *
     * @param dropWaiting whether messages that have not left yet are dropped
     */
    void fail(RpcException error, boolean dropWaiting) {
        boolean wasAccepted = !becomeAccepted();
        if (!wasAccepted || !slot.isOpen()) {
            replies.refuse(error);
            if (slot.isOpen()) {
                slot.end().abandon();
            }
            return;
        }
        Headers headers = ErrorCodec.headers(error);
        if (replies.encoding() == Encoding.JSON) {
            headers.put(WireHeaders.CONTENT_TYPE, Encoding.JSON_TYPE);
        }
        StreamHeaders.mark(headers);
        slot.end().finish(headers, ErrorCodec.body(error, replies.encoding()), dropWaiting);
    }
}
