package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.stream.Ending;
import io.github.stubject.runtime.internal.stream.StreamEnd;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The slot that one stream has at a host: the host's end of it, and its entries in the tables of {@link HostStreams}. Belongs
 * to a {@link ServedStream} and is opened by the thread that runs that. Frames and beats come to its end on reading threads,
 * and whatever they make of it is told on any thread. The entries go when the stream is released, at the latest when the
 * host's streams are closed.
 */
final class HostSlot implements StreamEnd.Observer {
    private final HostContext host;
    private final ServedStream<?, ?> call;
    private final @Nullable String replyTo;
    private final String name;
    private final String frameSubject;
    /** Told whenever there may be something to take or room to send; they do not block. */
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    // Set when it is opened, before others see it.
    private @Nullable StreamEnd end;
    private String link = "";
    private int windowBytes;

    /**
     * A slot that is not open yet.
     *
     * @param subject what was called
     * @param replyTo where the caller awaits the stream
     */
    HostSlot(HostContext host, ServedStream<?, ?> call, String subject, @Nullable String replyTo) {
        this.host = host;
        this.call = call;
        this.replyTo = replyTo;
        this.name = host.streams().newSlot();
        this.frameSubject = ReservedTail.stream(subject, host.instance(), name);
    }

    String name() {
        return name;
    }

    /** Where the client's frames come. */
    String frameSubject() {
        return frameSubject;
    }

    StreamEnd end() {
        if (end == null) {
            throw new IllegalStateException("not open yet");
        }
        return end;
    }

    boolean isOpen() {
        return end != null;
    }

    /** Whether this is the first of the slots that come of one opening; it alone serves the call. */
    boolean claim() {
        return replyTo == null || host.streams().claim(replyTo, this);
    }

    /** Gives up what was claimed, unless it is opened: then that happens once it is released. */
    void giveUp() {
        if (end == null) {
            unclaim();
        }
    }

    private void unclaim() {
        if (replyTo != null) {
            host.streams().unclaim(replyTo, this);
        }
    }

    /**
     * Opens it for the client's frames.
     *
     * @param demand how many requests are wanted at first; {@code null} if none come through the stream
     * @throws RpcException if there is nowhere to reply to
     */
    void open(StreamHeaders.Opening opening, Encoding encoding, @Nullable Long demand) {
        String client = replyTo;
        if (client == null) {
            throw RpcException.refusal(Code.INVALID_ARGUMENT, "a stream needs a reply subject");
        }
        HostStreams streams = host.streams();
        windowBytes = demand == null ? 0 : streams.budget().take();
        link = opening.link();
        end = StreamEnd.ofServer(
                encoding == Encoding.JSON,
                (headers, payload) -> host.transport().publish(client, null, headers, payload),
                streams.writer(),
                StreamLimits.window(Math.max(1, windowBytes)),
                demand == null ? 0 : demand,
                opening.credit(),
                this);
        streams.add(link, this);
    }

    /** Has it told whenever there may be something to take or room to send; must not block. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    @Override
    public void accepted(Headers headers) {
        // Clients only.
    }

    @Override
    public void changed() {
        watchers.forEach(Runnable::run);
    }

    @Override
    public void ended(Ending ending) {
        if (ending instanceof Ending.Broken broken) {
            call.brokenOff(broken);
        }
    }

    @Override
    public void released() {
        host.streams().remove(link, this);
        host.streams().budget().giveBack(windowBytes);
        unclaim();
    }
}
