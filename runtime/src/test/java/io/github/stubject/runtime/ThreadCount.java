package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The threads that hosts, clients and their connections have, to see that none stays. Those that idle in a pool end later. */
final class ThreadCount {
    private final List<String> before = names();

    /** Waits until there are no more of them than when this was made. */
    void awaitNoMore() {
        await().untilAsserted(() -> assertThat(names()).hasSizeLessThanOrEqualTo(before.size()));
    }

    /** Of jnats's reading threads what they do, since jnats takes them from a pool; and of ours all but the pools of the process. */
    private static List<String> names() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(ThreadCount::counts)
                .map(entry -> entry.getKey().getName())
                .sorted()
                .collect(Collectors.toList());
    }

    private static boolean counts(Map.Entry<Thread, StackTraceElement[]> thread) {
        return isOurs(thread.getKey().getName())
                || Arrays.stream(thread.getValue()).anyMatch(ThreadCount::isOfAConnection);
    }

    private static boolean isOurs(String name) {
        return name.startsWith("stubject-")
                && !name.startsWith("stubject-callback")
                && !name.startsWith("stubject-requests")
                && !name.startsWith("stubject-nats-server");
    }

    private static boolean isOfAConnection(StackTraceElement frame) {
        return frame.getMethodName().equals("run")
                && (frame.getClassName().startsWith("io.nats.client.impl.NatsDispatcher")
                        || frame.getClassName().startsWith("io.nats.client.impl.NatsConnection"));
    }
}
