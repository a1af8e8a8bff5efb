package io.github.stubject.runtime;

import io.github.stubject.runtime.EventJournal.Entry;
import io.github.stubject.runtime.test.OrderRequest;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What became of the events of an {@link EventSwarm}. Safe for any thread. */
final class SwarmOutcome {
    private static final String KILLED_EACH_TIME = "delivered " + SwarmEvents.DELIVERIES_IN_ORDER + " times, and never";

    /** When each event has been handled to the end for the first time, by number of line. */
    private final Map<String, Integer> done = new HashMap<>();

    /** When handling has begun first. */
    private final Map<String, First> begun = new HashMap<>();

    /** Dead letters, and why. */
    private final Map<String, String> reasons = new HashMap<>();

    /** What the stream keeps. */
    private final Set<String> stored = new HashSet<>();

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();
    private final Map<String, Long> read = new HashMap<>();
    private int lines;
    private long storedCount;

    /**
     * The first time that an event was begun with.
     *
     * @param line when
     * @param deliveries which delivery it was
     * @param deaths how much had been killed by then
     */
    private record First(int line, long deliveries, int deaths) {}

    /** Takes the next line of the journal; whether an event is handled for the first time. */
    synchronized boolean add(Entry entry) {
        lines++;
        counts.merge(entry.what(), 1, Integer::sum);
        String event = entry.event();
        switch (entry.what()) {
            case EventJournal.BEGUN -> {
                begun.putIfAbsent(event, new First(lines, entry.deliveries(), deaths()));
                if (entry.deliveries() > SwarmEvents.mostDeliveries(event)) {
                    errors.add("too often: " + entry);
                }
            }
            case EventJournal.DONE -> {
                if (done.putIfAbsent(event, lines) == null) {
                    return true;
                }
                counts.merge("duplicates", 1, Integer::sum);
            }
            default -> {}
        }
        return false;
    }

    private int deaths() {
        return count(EventJournal.KILLED) + count(EventJournal.HALTED);
    }

    /** Looks at what has come into the streams. */
    synchronized void readStreams(JetStreamManagement management) throws Exception {
        for (MessageInfo event : read(management, SwarmEvents.ORDERS)) {
            storedCount++;
            stored.add(nameOf(event));
        }
        for (MessageInfo letter : read(management, SwarmEvents.DEAD)) {
            String name = nameOf(letter);
            String reason = String.valueOf(letter.getHeaders().getFirst(DeadLetters.REASON));
            if (reasons.put(name, reason) != null) {
                errors.add("two dead letters: " + name);
            }
        }
    }

    private static String nameOf(MessageInfo message) throws IOException {
        return SwarmEvents.nameOf(OrderRequest.parseFrom(message.getData()));
    }

    /** What has not been read yet. */
    private List<MessageInfo> read(JetStreamManagement management, String stream) throws Exception {
        long last = management.getStreamInfo(stream).getStreamState().getLastSequence();
        List<MessageInfo> all = new ArrayList<>();
        for (long i = read.getOrDefault(stream, 0L) + 1; i <= last; i++) {
            all.add(management.getMessage(stream, i));
            read.put(stream, i);
        }
        return all;
    }

    /** How many different events are handled. */
    synchronized int handled() {
        return done.size();
    }

    synchronized Set<String> lost(Collection<String> acked) {
        Set<String> lost = new TreeSet<>(acked);
        lost.removeAll(done.keySet());
        lost.removeAll(reasons.keySet());
        return lost;
    }

    /** What is not as it should be, with those events that were published. */
    synchronized List<String> errors(Set<String> published, Set<String> acked) {
        List<String> all = new ArrayList<>(errors);
        lost(acked)
                .forEach(name -> all.add("lost: " + name + (stored.contains(name) ? ", stored" : ", not stored")
                        + (begun.containsKey(name) ? ", begun: " + begun.get(name) : ", not begun")));
        for (String name : done.keySet()) {
            if (!published.contains(name) || SwarmEvents.isPoison(name)) {
                all.add("handled: " + name);
            }
        }
        reasons.forEach((name, reason) -> {
            if (!published.contains(name) || (!SwarmEvents.isPoison(name) && !reason.startsWith(KILLED_EACH_TIME))) {
                all.add("put aside: " + name + ", " + reason);
            }
        });
        all.addAll(outOfOrder(published));
        return all;
    }

    /** Events with which was begun before one that was published earlier for the same key was done, or put aside. */
    private List<String> outOfOrder(Set<String> published) {
        Map<String, TreeMap<Integer, String>> keys = new TreeMap<>();
        published.stream()
                .filter(name -> !SwarmEvents.isPoison(name))
                .forEach(name -> keys.computeIfAbsent(SwarmEvents.keyOf(name), any -> new TreeMap<>())
                        .put(SwarmEvents.numberOf(name), name));
        List<String> all = new ArrayList<>();
        keys.forEach((key, events) -> {
            String before = null;
            int doneBefore = 0;
            for (String event : events.values()) {
                First first = begun.get(event);
                if (first != null && first.line() < doneBefore) {
                    all.add("out of order: " + event + " in line " + first.line() + ", " + before + " in "
                            + doneBefore);
                }
                int doneAt = reasons.containsKey(event) ? 0 : done.getOrDefault(event, 0);
                if (doneAt > doneBefore) {
                    doneBefore = doneAt;
                    before = event;
                }
            }
        });
        return all;
    }

    /** Good events that were put aside because whatever had them died each time. */
    synchronized Set<String> unlucky() {
        Set<String> unlucky = new TreeSet<>(reasons.keySet());
        unlucky.removeIf(SwarmEvents::isPoison);
        return unlucky;
    }

    /** The count of lines of a kind. */
    synchronized int count(String what) {
        return counts.getOrDefault(what, 0);
    }

    synchronized String figures(EventPublishers publishers) {
        return "published " + publishers.published.size() + ", acknowledged " + publishers.acked.size()
                + " (publishes that failed and were made again or given up: " + publishers.failures + "), stored "
                + storedCount
                + ", handled " + done.size() + ", dead letters " + reasons.size() + " (of good events "
                + unlucky().size() + "), duplicates " + count("duplicates") + ", lost "
                + lost(publishers.acked).size() + "; killed " + count(EventJournal.KILLED) + ", killed by events "
                + count(EventJournal.HALTED) + ", failures of handlers " + count(EventJournal.FAILED);
    }
}
