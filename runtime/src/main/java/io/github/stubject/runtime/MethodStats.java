package io.github.stubject.runtime;

import java.time.Duration;

/**
 * What happened to the requests of one method since its host started. Each request counts in {@code requests}.
 *
 * @param requests all that arrived
 * @param errors those that the implementation failed, whether with an {@link RpcException} or otherwise
 * @param invalid those that could not be read, that disagreed with their subject, or that an interceptor refused; not run
 * @param rejected those beyond the limit of requests in flight, or that came while the host was closing
 * @param expired those whose caller had given up before their turn came; not run
 * @param unsafeReplies those that wanted their answer on a subject where the host must not publish; not run
 * @param withoutReply those that named no subject for an answer; run all the same
 * @param unsentReplies those whose answer could not be handed to the connection
 * @param cancelled those that their callers took back, whether they ran already or not
 * @param processingTime the sum of the times from taking a request up to its answer, of those that ran
 * @param lastError the error that was answered last, such as {@code 404:no such order}; empty if there was none
 */
public record MethodStats(
        long requests,
        long errors,
        long invalid,
        long rejected,
        long expired,
        long unsafeReplies,
        long withoutReply,
        long unsentReplies,
        long cancelled,
        Duration processingTime,
        String lastError) {}
