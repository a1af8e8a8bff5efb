package io.github.stubject.runtime;

import com.google.protobuf.Message;

/**
 * An answer with what came along with it.
 *
 * @param message the answer itself
 * @param headers the headers of the reply, those of the protocol left out
 * @param instance the id of the instance that answered, as discovery and its start log show it; empty if it did not say
 * @param <R> the response of the method
 */
public record Response<R extends Message>(R message, RpcHeaders headers, String instance) {}
