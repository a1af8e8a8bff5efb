package io.github.stubject.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way of a streaming call until an instance accepts it, or it is refused for good: its attempts, each with a {@link
 * StreamInbox}. Belongs to its {@link StreamCall}; used by the thread that opens the call and then by callbacks, one after the
 * other. When the client is closed, the inbox ends the call, and there are no more attempts.
 */
final class StreamOpening {
    /** How long an instance may take to accept a call that says nothing of time. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private final StreamCall<?, ?> call;
    private final Attempts attempts;
    private final long limit;

    StreamOpening(StreamCall<?, ?> call) {
        this.call = call;
        this.attempts = new Attempts(call);
        Duration wait = call.isLimited() && call.timeout().compareTo(LIMIT) < 0 ? call.timeout() : LIMIT;
        this.limit = System.nanoTime() + wait.toNanos();
    }

    private Duration left() {
        return Duration.ofNanos(limit - System.nanoTime());
    }

    /** Sends the opening, once more. Never throws. */
    void attempt() {
        Duration timeLeft = attempts.begin();
        try {
            call.checkConnected();
            StreamInbox inbox = new StreamInbox(call, this);
            inbox.open(Duration.ofNanos(Math.max(1, left().toNanos())));
            call.publish(inbox, timeLeft);
        } catch (RpcException e) {
            failed(e);
        }
    }

    /** Nobody has got it; on the reading thread. @return the failure, to be told if it is still waited for */
    RpcException absence() {
        return attempts.absence();
    }

    /** An attempt has failed; on any thread. */
    void failed(RpcException error) {
        call.client().callbacks().execute(() -> retryOrRefuse(error));
    }

    private void retryOrRefuse(RpcException error) {
        try {
            Duration length = pauseAfter(error);
            if (length != null) {
                call.pause(
                        length,
                        () -> call.client().callbacks().execute(() -> {
                            attempts.retry(error);
                            attempt();
                        }));
                return;
            }
        } catch (RpcException tooManyOrClosed) {
            // Then the call ends with what it failed of.
        }
        call.refused(attempts.explained(error));
    }

    private @Nullable Duration pauseAfter(RpcException error) {
        return call.hasEnded() ? null : attempts.pauseAfter(error, left());
    }
}
