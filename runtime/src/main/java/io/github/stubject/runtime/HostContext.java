package io.github.stubject.runtime;

import io.github.stubject.runtime.internal.transport.Transport;
import java.util.List;

/**
 * What the methods of one host share.
 *
 * @param instance the host's id
 * @param running what is taken up and not yet answered
 */
record HostContext(
        String instance,
        Transport transport,
        RunningCalls running,
        List<Interceptor> interceptors,
        ReplyGuard replyGuard,
        ReplyFactory replies,
        HostStreams streams) {}
