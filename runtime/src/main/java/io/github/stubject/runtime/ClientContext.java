package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.Transport;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What the calls of one client share.
 *
 * @param prefix what stands before every subject, its dot included; empty if nothing does
 * @param callbacks where futures are completed
 * @param onReadingThread whether those of unary calls that were answered are completed on the reading thread instead
 */
record ClientContext(
        Transport transport,
        String prefix,
        PendingCalls calls,
        Executor callbacks,
        boolean onReadingThread,
        List<Interceptor> interceptors,
        RetryPolicy retries,
        Absences absences,
        ClientStreams streams) {}
