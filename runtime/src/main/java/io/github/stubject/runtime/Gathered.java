package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.List;

/**
 * What many instances have answered to one request; at least one has, be it with an error.
 *
 * @param answers in the order in which they came, each with its instance; immutable
 * @param failures the errors among the answers; immutable
 * @param end why the gathering ended
 * @param <R> the response of the method
 */
public record Gathered<R extends Message>(List<Response<R>> answers, List<Failure> failures, End end) {
    /** Copies the lists. */
    public Gathered {
        answers = List.copyOf(answers);
        failures = List.copyOf(failures);
    }

    /**
     * An instance's error.
     *
     * @param instance its id; empty if it did not say
     */
    public record Failure(String instance, RpcException error) {}

    /** Why no more answers were waited for. */
    public enum End {
        /** As many had come as were asked for, or the one that was looked for. */
        ENOUGH,
        /** None had come for a while. */
        STALL,
        /** The call's time was over. */
        DEADLINE,
        /** 65,536 answers had come, or 64 MiB. */
        LIMIT
    }
}
