package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.Transport;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * What the methods of one host share.
 *
 * @param executor runs the implementations
 * @param permits one for each request that may be in flight
 */
record HostContext(
        Transport transport,
        ExecutorService executor,
        Semaphore permits,
        ReplyGuard replyGuard,
        ReplyFactory replies) {}
