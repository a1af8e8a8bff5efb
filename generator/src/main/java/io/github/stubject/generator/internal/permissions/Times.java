package io.github.stubject.generator.internal.permissions;

import io.github.stubject.generator.internal.model.MethodKind;
import io.github.stubject.generator.internal.model.MethodModel;

/** How long calls may take, and how nats-server writes that. */
final class Times {
    private static final long MINUTE = 60_000;
    private static final long DEFAULT_TIMEOUT = 5_000;

    /** How long an export waits for answers unless it says more. */
    private static final long DEFAULT_THRESHOLD = 2 * MINUTE;

    private Times() {}

    /** Of a call that has one answer; streams have no limit unless they say so. */
    static long timeoutMillis(MethodModel method) {
        if (method.timeoutMillis() != null) {
            return method.timeoutMillis();
        }
        return method.kind() == MethodKind.UNARY ? DEFAULT_TIMEOUT : 0;
    }

    /** Whether nats-server would lose answers to it on their way to another account. */
    static boolean needsThreshold(MethodModel method) {
        return timeoutMillis(method) > DEFAULT_THRESHOLD;
    }

    /** In whole minutes, one or more. */
    static String inMinutes(long millis) {
        return Math.max(1, (millis + MINUTE - 1) / MINUTE) + "m";
    }
}
