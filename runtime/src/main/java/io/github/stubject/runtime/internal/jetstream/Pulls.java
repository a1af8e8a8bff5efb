package io.github.stubject.runtime.internal.jetstream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests for events that one instance has outstanding at one consumer, and how many events it may still get by them.
 * Decides when to ask for more. Guarded by its owner; times are of {@link System#nanoTime}.
 *
 * <p>An event does not say which request it answers, so events are counted together. A request that ends early says how many
 * events it was short of. What ends without a word has got all its events, or was lost with the server or the connection:
 * then nothing is heard any more, {@link #isSilent}, and counting begins anew.
 */
public final class Pulls {
    private static final int RADIX = 36;

    /** How much later than asked for the server may say something. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final int slots;
    private final int prefetch;
    private final Duration expires;
    private final Duration heartbeat;
    private final Map<String, Long> ends = new HashMap<>();
    private long made;
    private int outstanding;
    private long heard;

    /**
     * @param slots how many events are handled at the same time
     * @param prefetch how many more may wait
     * @param expires how long a request stands
     * @param heartbeat how often the server says that it has not forgotten one
     */
    public Pulls(int slots, int prefetch, Duration expires, Duration heartbeat) {
        this.slots = slots;
        this.prefetch = prefetch;
        this.expires = expires;
        this.heartbeat = heartbeat;
    }

    /**
     * A request to be sent.
     *
     * @param token unlike any other's of this instance
     * @param batch how many events it asks for
     */
    public record Pull(String token, int batch, Duration expires, Duration heartbeat) {
        /** What to send to the consumer. */
        public byte[] json() {
            return ("{\"batch\":" + batch + ",\"expires\":" + expires.toNanos() + ",\"idle_heartbeat\":"
                            + heartbeat.toNanos() + "}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * The next request, which counts as sent; {@code null} if none is due. One is due when half of what may wait is free, and
     * half of what is free is not asked for yet: then requests stay few and large, and no slot is idle while there are events.
     *
     * @param held how many events this instance has
     */
    public @Nullable Pull next(int held, long now) {
        int room = slots + prefetch - held;
        if (2 * outstanding >= room || held - slots > prefetch / 2) {
            return null;
        }
        if (ends.isEmpty()) {
            heard = now; // it was not listened to before
        }
        Pull pull = new Pull(Long.toString(++made, RADIX), room - outstanding, expires, heartbeat);
        outstanding = room;
        ends.put(pull.token(), now + expires.toNanos() + SLACK.toNanos());
        return pull;
    }

    /** An event has come. */
    public void received(long now) {
        heard = now;
        count(1);
    }

    /** The server has not forgotten a request. */
    public void heartbeat(String token, long now) {
        if (ends.containsKey(token)) {
            heard = now;
        }
    }

    /**
     * The server has ended a request.
     *
     * @param pending how many events it was short of; negative if that is not known
     */
    public void ended(String token, int pending, long now) {
        if (ends.remove(token) == null) {
            return; // of the time before counting began anew
        }
        heard = now;
        if (pending < 0) {
            reset();
        } else {
            count(pending);
        }
    }

    private void count(int events) {
        outstanding = Math.max(0, outstanding - events);
        if (outstanding == 0) {
            ends.clear();
        } else if (ends.isEmpty()) {
            outstanding = 0;
        }
    }

    /** Forgets what must have ended by now. */
    public void expire(long now) {
        if (ends.values().removeIf(end -> now - end > 0)) {
            count(0);
        }
    }

    /** Whether the server has been silent for so long that it must have forgotten what is outstanding. */
    public boolean isSilent(long now) {
        return !ends.isEmpty()
                && now - heard > heartbeat.multipliedBy(2).plus(SLACK).toNanos();
    }

    /** Forgets all: nothing that was asked for is expected any more. */
    public void reset() {
        ends.clear();
        outstanding = 0;
    }

    /** How many events may still come. */
    public int outstanding() {
        return outstanding;
    }

    /** How many requests may be alive. */
    public int alive() {
        return ends.size();
    }
}
