package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;

/**
 * An answer with what came along with it.
 *
 * @param message the answer itself
 * @param headers the headers of the reply by name, those of the protocol left out; immutable
 * @param instance the id of the instance that answered, as discovery and its start log show it; empty if it did not say
 */
public record Response<R extends Message>(R message, Map<String, List<String>> headers, String instance) {}
